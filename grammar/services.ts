import {
  type AstNode,
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultLinker,
  DefaultReferenceDescriptionProvider,
  DefaultScopeComputation,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LocalSymbols,
  type Module,
  MultiMap,
  type PartialLangiumCoreServices,
  type ReferenceDescription,
} from 'langium'
import { SynfinGeneratedModule, SynfinGeneratedSharedModule } from './generated/module.ts'
import { createLineParser, type LineParser } from './line-parser.ts'
import { SynfinTokenBuilder } from './token-builder.ts'

export interface SynfinAddedServices {
  readonly parser: { readonly LangiumParser: LineParser }
}

export type SynfinServices = LangiumCoreServices & SynfinAddedServices

/**
 * What Synfin replaces among Langium's services: lines are parsed one by one, and nothing is indexed, scoped or
 * linked, because names in a trace are plain names.
 */
export const SynfinModule: Module<SynfinServices, PartialLangiumCoreServices & SynfinAddedServices> = {
  parser: {
    TokenBuilder: () => new SynfinTokenBuilder(),
    LangiumParser: services => createLineParser(services),
  },
  references: {
    Linker: services => new NoLinks(services),
    ScopeComputation: services => new NoScopes(services),
  },
  workspace: {
    ReferenceDescriptionProvider: services => new NoReferences(services),
  },
}

/** The grammar's services without an editor; the language server composes its own from {@link SynfinModule}. */
export function createSynfinServices(): SynfinServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), SynfinGeneratedSharedModule)
  const services = inject(createDefaultCoreModule({ shared }), SynfinGeneratedModule, SynfinModule)
  shared.ServiceRegistry.register(services)
  return services
}

class NoLinks extends DefaultLinker {
  override async link(): Promise<void> {}
}

class NoScopes extends DefaultScopeComputation {
  override async collectExportedSymbols(): Promise<[]> {
    return []
  }

  override async collectLocalSymbols(): Promise<LocalSymbols> {
    return new MultiMap<AstNode, never>()
  }
}

class NoReferences extends DefaultReferenceDescriptionProvider {
  override async createDescriptions(): Promise<ReferenceDescription[]> {
    return []
  }
}

// The software bill of materials: npm's own, of what is inside the packages and not of what only builds them.
import { npm } from './locked-package.mjs'
import { manifestOf } from './third-party-notices.mjs'

/** A CycloneDX document about our rooms and the packages in these folders. */
export function billOfMaterials(root, folders) {
  const bill = JSON.parse(npm(root, 'sbom', '--sbom-format=cyclonedx', '--package-lock-only'))
  const bundled = new Set(folders.map(folder => referenceOf(manifestOf(folder))))
  const isInside = reference => bundled.has(reference) || /^(@synfin\/|synfin\b)/.test(reference)
  const { metadata, components, dependencies, ...rest } = bill
  return {
    ...rest,
    // npm names it after the folder of the clone.
    metadata: { ...metadata, component: { ...metadata.component, name: 'synfin', type: 'application' } },
    components: components.filter(component => isInside(component['bom-ref'])).map(asShipped),
    dependencies: dependencies
      .filter(({ ref }) => isInside(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(isInside) })),
  }
}

function referenceOf({ name, version }) {
  return `${name}@${version}`
}

/** To npm what a bundle contains is for development alone. */
function asShipped({ properties, ...component }) {
  return {
    ...component,
    properties: properties.filter(({ name }) => name !== 'cdx:npm:package:development'),
  }
}

import * as vscode from 'vscode'
import { type CheckTask, readCheckTask, taskArguments } from './task-arguments.ts'

/** Tasks of type `synfin`: the bundled command line over the workspace, or over the active file. */
export class CheckTasks implements vscode.TaskProvider {
  /** The bundled `synfin`. */
  readonly #program: string

  constructor(program: string) {
    this.#program = program
  }

  provideTasks(): vscode.Task[] {
    const folders = vscode.workspace.workspaceFolders ?? []
    const all = folders.map(folder => this.#task('check', { type: 'synfin', command: 'check' }, folder))
    const file = this.#task(
      'check active file',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code fills it in.
      { type: 'synfin', command: 'check', files: ['${file}'] },
      vscode.TaskScope.Workspace,
    )
    return [...all, file]
  }

  resolveTask({ definition, name, scope }: vscode.Task): vscode.Task | undefined {
    const check = readCheckTask(definition)
    if (check === undefined || scope === vscode.TaskScope.Global) return undefined
    // VS Code asks for the very definition back.
    return this.#task(name, check, scope ?? vscode.TaskScope.Workspace, definition)
  }

  #task(
    name: string,
    check: CheckTask,
    scope: vscode.WorkspaceFolder | vscode.TaskScope.Workspace,
    definition: vscode.TaskDefinition = check,
  ): vscode.Task {
    // In a desktop VS Code the same program is a Node by this name.
    const options = { env: { ELECTRON_RUN_AS_NODE: '1' } }
    const run = new vscode.ProcessExecution(
      process.execPath,
      [this.#program, ...taskArguments(check)],
      typeof scope === 'object' ? { ...options, cwd: scope.uri.fsPath } : options,
    )
    const task = new vscode.Task(definition, scope, name, 'synfin', run, '$synfin')
    task.group = vscode.TaskGroup.Test
    task.presentationOptions = { clear: true }
    return task
  }
}

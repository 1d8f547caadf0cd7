import type { Translations } from '../../say.ts'

/** The headings under which explanations are shown, on the terminal, in an editor and on the pages of `docs/`. */
export const HEADINGS: Translations = {
  Fails: '引起它的踪迹',
  Repaired: '改正之后',
  'Repaired:': '改正之后：',
  'Entered:': '进入：',
  'Left:': '离开：',
  Entered: '进入',
  Left: '离开',
  Trace: '踪迹',
  Linux: 'Linux 的做法',
  'Other tools': '其他工具',
  States: '状态',
  Flags: '标志',
  Subjects: '主题',
  'The states of a connection': '连接的各个状态',
  'The control bits': '控制位',
  'Procedures and terms': '过程与术语',
  Findings: '诊断',
  'What `synfin check` can say of a trace, each with a trace that earns it and its repair; `synfin explain CODE` shows the same. Errors break a rule; warnings are allowed and surely not meant; infos are told by `--verbose` and in the editor.':
    '`synfin check` 对一条踪迹可能作出的全部诊断，每个都附有引起它的踪迹和改正的方法；`synfin explain CODE` 显示同样的内容。错误违反了规则；警告虽属允许，但显然不是本意；提示只在使用 `--verbose` 时和编辑器中显示。',
  'See also [the states](../states.md), [the control bits](../flags.md), and [procedures and terms](../procedures.md).':
    '另见[各个状态](../states.md)、[控制位](../flags.md)以及[过程与术语](../procedures.md)。',
  'A trace that earns it': '引起它的踪迹',
  'The same without': '没有它的踪迹',
  'The trace repaired': '改正后的踪迹',
  'What Linux does': 'Linux 的做法',
  'What other tools say': '其他工具的说法',
  code: '代码',
  'all findings': '全部诊断',
  '**{0}:** {1}': '**{0}：** {1}',
  '{0} ({1} in profile linux)': '{0}（在 profile linux 中为{1}）',
  error: '错误',
  warning: '警告',
  info: '提示',
  'Findings: {0}': '诊断：{0}',
}

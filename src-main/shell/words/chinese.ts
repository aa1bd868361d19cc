import type { ShellWords } from './words'

export const chinese: ShellWords = {
  menus: {
    file: '文件',
    edit: '编辑',
    view: '视图',
    run: '运行',
    window: '窗口',
    help: '帮助',
    recent: '最近打开',
  },
  commands: {
    open: '打开…',
    save: '保存实验',
    'save-as': '实验另存为…',
    'export-report': '导出报告…',
    undo: '撤销',
    redo: '重做',
    'command-palette': '命令面板…',
    'show-models': '模型',
    'show-setup': '实验设置',
    'show-run': '运行',
    'show-results': '结果',
    'show-attention': '注意力',
    'show-settings': '设置',
    'show-help': '指标与公式',
    'start-run': '开始运行',
    'cancel-run': '取消运行',
  },
  unsaved: {
    message: '要保存对此实验的更改吗？',
    detail: '上次保存之后，实验设置已被修改。',
    answers: { save: '保存', discard: '不保存并关闭', cancel: '取消' },
  },
  running: {
    message: '正在运行。',
    detail: '关闭窗口会停止运行。已完成的单元会保留，之后可以继续。',
    answers: { stop: '停止并关闭', cancel: '继续运行' },
  },
  runDone: (done, failed) =>
    failed === 0 ? `运行完成：${done} 个单元。` : `运行完成：${done} 个单元，其中 ${failed} 个失败。`,
  runCancelled: (done, planned) => `运行已取消：保留 ${done} / ${planned} 个单元。`,
  runFailed: '运行因错误而停止。',
}

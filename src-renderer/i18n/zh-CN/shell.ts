import type { en } from '../en'
import type { Wording } from '../wording'

export const shell: Wording<typeof en.shell> = {
  appName: 'Ropewalk',
  views: '视图',
  view: {
    models: '模型',
    setup: '设置实验',
    run: '运行',
    results: '结果',
    attention: '注意力',
    settings: '设置',
    help: '帮助',
  },
  status: {
    label: '状态',
    engineStarting: '引擎启动中…',
    engineReady: '引擎就绪',
    engineLost: '引擎已停止',
    restartEngine: '重启引擎',
    threads: '{n} 个线程',
    memory: '可用 {free}，共 {total}',
    running: '已完成 {done} / {planned} 个单元',
    paused: '已暂停于 {done} / {planned} 个单元',
    failed: '{n} 个失败',
    showRun: '查看运行',
  },
  palette: {
    title: '命令',
    description: '输入以搜索，按回车执行。',
    placeholder: '您想做什么？',
    nothing: '没有匹配的命令。',
  },
  command: {
    go: '转到“{view}”',
    palette: '显示所有命令',
    themeLight: '浅色主题',
    themeDark: '深色主题',
    themeSystem: '跟随系统主题',
    languageEnglish: 'Language: English',
    languageChinese: '语言：简体中文',
    restartEngine: '重启引擎',
  },
  drop: '松开以打开：模型、实验结果或实验文件',
  recovery: {
    text: 'Ropewalk 上次意外退出。编辑中的实验设置和运行中已完成的单元都已保留。',
    setup: '查看实验设置',
    run: '查看未完成的运行',
  },
  startFailed: 'Ropewalk 无法启动',
}

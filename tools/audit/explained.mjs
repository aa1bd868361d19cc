/** Findings of Electronegativity that stay, each with the reason; `CHECK file`. A finding that is not here fails the audit. */
export const explained = {
  'CSP_GLOBAL_CHECK N/A':
    'The policy is a header of every answer (contentPolicy.ts), not a tag that the tool could see.',
  'AUXCLICK_JS_CHECK electron/createMainWindow.ts':
    'A middle click asks for a window like any other, and every window is denied (hardenContents.ts).',
  'AUXCLICK_JS_CHECK electron/printPdf.ts':
    'Nobody clicks in the window that prints, and every window is denied.',
  'PRELOAD_JS_CHECK electron/createMainWindow.ts':
    'The preload was reviewed: three channels, no method (docs/decisions/0004).',
  'OPEN_EXTERNAL_JS_CHECK electron/hardenContents.ts':
    'Only https to the hosts of cited works (isCitationUrl.ts).',
  'CUSTOM_ARGUMENTS_JS_CHECK electron/main.ts':
    'Two switches that close doors: host names resolve to nothing, no background networking.',
}

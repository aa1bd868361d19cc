/** Help view: names and explanations of every measure, of the extensions and of the keys. */
export const help = {
  title: 'Help',
  measures: 'Measures',
  extensions: 'Extensions',
  keys: 'Keyboard',
  search: 'Search measures',
  nothing: 'No measure is called that.',
  lead: 'Natural logarithms throughout. n is the length of a run, L the trained length, n_q the keys a query sees. A mean over heads is taken last: over queries first, then heads and layers.',
  extensionsLead:
    'A RoPE extension is a rule that gives new rotary frequencies θ′ and a factor a on queries and keys. Frequencies stay the same from the first to the last token of a run.',
  group: { tasks: 'Tasks', attention: 'Attention', statistics: 'Statistics', frequencies: 'Frequencies' },
  measure: {
    perplexity: {
      name: 'Perplexity',
      text: 'How many tokens the model is undecided between, on average; lower is better. Numbers of two protocols are never comparable.',
    },
    nll: {
      name: 'NLL by position',
      text: 'Surprise at a token given all before it, averaged in buckets of positions that double in size.',
    },
    lastTokens: {
      name: 'NLL of the last tokens',
      text: 'The same K tokens of text at every length: a fair comparison across lengths.',
    },
    passRate: {
      name: 'Pass rate',
      text: 'Answers that pass the task’s rule, of all prompts at a length and depth.',
    },
    answerLogProbability: {
      name: 'Log-probability of the answer',
      text: 'Of the true answer, teacher-forced. It moves before the pass rate does.',
    },
    rulerScore: {
      name: 'RULER score',
      text: 'Share of the wanted strings that stand in the answer, in any case of letters.',
    },
    effectiveLength: {
      name: 'Effective length',
      text: 'The longest length whose mean score reaches the threshold of the original, 0.856.',
    },
    row: {
      name: 'Attention of a query',
      text: 'One softmax row of one head over the keys the query sees. The extension’s factor a counts twice, on queries and on keys.',
    },
    entropy: {
      name: 'Entropy',
      text: 'Attention uncertainty: 0 when all attention is on one key, ln n_q when it is spread evenly.',
    },
    normalizedEntropy: {
      name: 'Normalised entropy',
      text: 'Entropy as a share of what even attention would have; compares queries that see different numbers of keys. Left out where one key is visible.',
    },
    effectiveKeys: {
      name: 'Effective keys',
      text: 'The number of keys that even attention of the same entropy would be spread over.',
    },
    aggregationA: {
      name: 'Entropy of an answer, A',
      text: 'Mean over layers and heads of the entropy of each row, then over the answer’s tokens, the stop token left out.',
    },
    aggregationB: {
      name: 'Entropy of an answer, B',
      text: 'Entropy of the mean row over layers and heads; never below A.',
    },
    distanceMass: {
      name: 'Attention by distance',
      text: 'Attention to keys so far back, in bins that double in size, averaged over queries that see such keys.',
    },
    firstTokenMass: { name: 'First-token mass', text: 'Attention on the first token, the usual sink.' },
    sinkMass: { name: 'Sink mass', text: 'Attention on the first four tokens.' },
    localMass: { name: 'Local mass', text: 'Attention on the last 64 keys, the query’s own included.' },
    needleMass: {
      name: 'Needle mass',
      text: 'Attention on the tokens of the needle while the answer is predicted.',
    },
    divergence: {
      name: 'Divergence from the reference',
      text: 'Jensen-Shannon divergence of attention by distance from the same model’s at its trained length, per head. 0 is the same, ln 2 has nothing in common.',
    },
    retrievalScore: {
      name: 'Retrieval score',
      text: 'Share of the needle’s tokens that a head looks at most just as the model writes them.',
    },
    interval: {
      name: 'Intervals',
      text: '95 %. Of pass rates Wilson’s; of means by bootstrap over prompts, paired across extensions. A mean is never shown without n.',
    },
    auroc: {
      name: 'AUROC',
      text: 'The chance that a wrong answer has more entropy than a right one; 0.5 tells nothing. Length-controlled: only pairs of one length are compared.',
    },
    frequency: {
      name: 'Frequencies',
      text: 'The angle by which pair j of a head turns from token to token.',
    },
    wavelength: { name: 'Wavelength', text: 'Tokens until a pair has turned once.' },
    rotations: {
      name: 'Turns',
      text: 'How often a pair turns over a length. Pairs that never turned once in training meet unseen angles beyond it.',
    },
    scale: { name: 'Scale', text: 'What scale=auto stands for in a run of n tokens.' },
    attentionFactor: {
      name: 'Attention factor',
      text: 'A factor on queries and keys alike, hence a² on their product: above 1 it sharpens attention.',
    },
    criticalDimension: {
      name: 'Critical dimension',
      text: 'Channels below it turned at least once in training.',
    },
    neverCompleted: {
      name: 'Pairs that never turned',
      text: 'Their wavelength is longer than the trained length.',
    },
  },
  extension: {
    native: 'What the file asks for, left untouched.',
    none: 'Plain RoPE from the model’s base, also for files that carry factors of their own.',
    linear: 'Position interpolation: all positions pressed into the trained length.',
    ntk: 'A larger base, so that slow pairs are interpolated and fast ones hardly change.',
    base: 'A base given outright, as in models trained further with a raised base.',
    'dynamic-ntk': 'NTK with a base that depends on the length of the run; constant within it.',
    'by-parts':
      'Pairs that turned often are kept, pairs that turned rarely are interpolated, with a ramp between.',
    yarn: 'By parts with a ramp over pairs, and a factor on the logits.',
    longrope: 'One searched divisor per pair, a short and a long list.',
    llama3: 'By wavelength: short ones kept, long ones divided, a smooth passage between.',
    'ntk-mixed': 'Divisors that grow from pair to pair; the last one is divided by s.',
    'p-rope': 'The slowest pairs do not rotate at all.',
    custom: 'A curve drawn by hand or read from a file.',
  },
  key: {
    'command-palette': 'All commands',
    'show-models': 'Models',
    'show-setup': 'Set-up',
    'show-run': 'Run',
    'show-results': 'Results',
    'show-attention': 'Attention',
    'show-settings': 'Settings',
    'show-help': 'Help',
    open: 'Open',
    save: 'Save',
    'save-as': 'Save as',
    undo: 'Undo',
    redo: 'Redo',
    'export-report': 'Export the report',
    'start-run': 'Start the run',
    'cancel-run': 'Cancel the run',
  },
}

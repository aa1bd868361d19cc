/** Every measure the window shows, with its formula and source; names and explanations are in the languages' files. */

export type MeasureId =
  | 'perplexity'
  | 'nll'
  | 'lastTokens'
  | 'passRate'
  | 'answerLogProbability'
  | 'rulerScore'
  | 'effectiveLength'
  | 'row'
  | 'entropy'
  | 'normalizedEntropy'
  | 'effectiveKeys'
  | 'aggregationA'
  | 'aggregationB'
  | 'distanceMass'
  | 'firstTokenMass'
  | 'sinkMass'
  | 'localMass'
  | 'needleMass'
  | 'divergence'
  | 'retrievalScore'
  | 'interval'
  | 'auroc'
  | 'frequency'
  | 'wavelength'
  | 'rotations'
  | 'scale'
  | 'attentionFactor'
  | 'criticalDimension'
  | 'neverCompleted'

export interface Measure {
  readonly id: MeasureId
  readonly tex: string
  /** Unit, or range and unit. */
  readonly range: string
  readonly source: string
}

export interface MeasureGroup {
  readonly id: 'tasks' | 'attention' | 'statistics' | 'frequencies'
  readonly measures: readonly Measure[]
}

const rope = 'Su et al., arXiv 2104.09864'
const uncertainty = 'Zhong et al., arXiv 2406.13282'

export const measureGroups: readonly MeasureGroup[] = [
  {
    id: 'tasks',
    measures: [
      {
        id: 'perplexity',
        tex: String.raw`\mathrm{PPL}=\exp\!\Big(\tfrac1N\sum_i -\ln p(x_i\mid x_{<i})\Big)`,
        range: '1 … ∞',
        source: 'Press et al., arXiv 2108.12409; Chen et al., arXiv 2306.15595',
      },
      { id: 'nll', tex: String.raw`-\ln p(x_i\mid x_{<i})`, range: 'nats', source: '–' },
      {
        id: 'lastTokens',
        tex: String.raw`\tfrac1K\sum_{i>n-K} -\ln p(x_i\mid x_{<i})`,
        range: 'nats',
        source: 'jquesnelle/yarn eval/perplexity.py',
      },
      {
        id: 'passRate',
        tex: String.raw`\hat p=k/m`,
        range: '0 … 1',
        source: 'Mohtashami and Jaggi, arXiv 2305.16300; Fu et al., arXiv 2402.10171',
      },
      {
        id: 'answerLogProbability',
        tex: String.raw`\sum_{t\in\text{answer}}\ln p(t\mid\text{prompt},\text{answer}_{<t})`,
        range: 'nats, ≤ 0',
        source: '–',
      },
      {
        id: 'rulerScore',
        tex: String.raw`\frac{|\text{wanted strings found}|}{|\text{wanted strings}|}`,
        range: '0 … 1',
        source: 'Hsieh et al., arXiv 2404.06654',
      },
      {
        id: 'effectiveLength',
        tex: String.raw`\max\{\,n : \text{score}(n)\ge 0.856\,\}`,
        range: 'tokens',
        source: 'Hsieh et al., arXiv 2404.06654',
      },
    ],
  },
  {
    id: 'attention',
    measures: [
      {
        id: 'row',
        tex: String.raw`p_k=\frac{\exp(a^2\,q\cdot k/\sqrt{d_h})}{\sum_{k'\le q}\exp(a^2\,q\cdot k'/\sqrt{d_h})}`,
        range: '0 … 1',
        source: 'Vaswani et al., arXiv 1706.03762',
      },
      {
        id: 'entropy',
        tex: String.raw`H=-\sum_k p_k\ln p_k`,
        range: '0 … ln n_q, nats',
        source: uncertainty,
      },
      { id: 'normalizedEntropy', tex: String.raw`H/\ln n_q`, range: '0 … 1', source: '–' },
      { id: 'effectiveKeys', tex: String.raw`e^{H}`, range: '1 … n_q, keys', source: '–' },
      {
        id: 'aggregationA',
        tex: String.raw`\tfrac1{LH}\sum_{l,h}H(p^{(l,h)})`,
        range: 'nats',
        source: `${uncertainty}, algorithm 1`,
      },
      {
        id: 'aggregationB',
        tex: String.raw`H\Big(\tfrac1{LH}\sum_{l,h}p^{(l,h)}\Big)`,
        range: 'nats',
        source: `${uncertainty}, algorithm 1`,
      },
      {
        id: 'distanceMass',
        tex: String.raw`\mathrm{mean}_q\sum_{e_b\le q-k<e_{b+1}}p_k`,
        range: '0 … 1',
        source: uncertainty,
      },
      { id: 'firstTokenMass', tex: String.raw`p_0`, range: '0 … 1', source: 'Xiao et al., arXiv 2309.17453' },
      {
        id: 'sinkMass',
        tex: String.raw`\sum_{k=0}^{3}p_k`,
        range: '0 … 1',
        source: 'Xiao et al., arXiv 2309.17453',
      },
      { id: 'localMass', tex: String.raw`\sum_{q-k<64}p_k`, range: '0 … 1', source: '–' },
      { id: 'needleMass', tex: String.raw`\sum_{k\in\text{needle}}p_k`, range: '0 … 1', source: '–' },
      {
        id: 'divergence',
        tex: String.raw`\mathrm{JS}(P,Q)=H\big(\tfrac{P+Q}2\big)-\tfrac{H(P)+H(Q)}2`,
        range: '0 … ln 2, nats',
        source: `Lin 1991; ${uncertainty}`,
      },
      {
        id: 'retrievalScore',
        tex: String.raw`\frac{|\{t:\arg\max_k p_k\in\text{needle},\ x_k=t\}|}{|\text{needle}|}`,
        range: '0 … 1',
        source: 'Wu et al., arXiv 2404.15574',
      },
    ],
  },
  {
    id: 'statistics',
    measures: [
      {
        id: 'interval',
        tex: String.raw`\frac{\hat p+\frac{z^2}{2m}\pm z\sqrt{\frac{\hat p(1-\hat p)}m+\frac{z^2}{4m^2}}}{1+\frac{z^2}m}`,
        range: '0 … 1',
        source: 'Wilson 1927; Efron 1979',
      },
      {
        id: 'auroc',
        tex: String.raw`\Pr(H_{\text{wrong}}>H_{\text{right}})+\tfrac12\Pr(=)`,
        range: '0 … 1',
        source: 'Hanley and McNeil 1982',
      },
    ],
  },
  {
    id: 'frequencies',
    measures: [
      {
        id: 'frequency',
        tex: String.raw`\theta_j=b^{-2j/d},\quad j=0\ldots d/2-1`,
        range: 'rad/token',
        source: rope,
      },
      {
        id: 'wavelength',
        tex: String.raw`\lambda_j=2\pi/\theta'_j`,
        range: 'tokens',
        source: 'Peng et al., arXiv 2309.00071',
      },
      {
        id: 'rotations',
        tex: String.raw`r_j=n/\lambda_j`,
        range: 'turns',
        source: 'Peng et al., arXiv 2309.00071',
      },
      {
        id: 'scale',
        tex: String.raw`s=\max(1,n/L)`,
        range: '≥ 1',
        source: 'Chen et al., arXiv 2306.15595',
      },
      {
        id: 'attentionFactor',
        tex: String.raw`q\cdot k\;\to\;a^2\,q\cdot k`,
        range: '> 0',
        source: 'Peng et al., arXiv 2309.00071',
      },
      {
        id: 'criticalDimension',
        tex: String.raw`2\left\lceil\tfrac d2\log_b\tfrac L{2\pi}\right\rceil`,
        range: '0 … d, channels',
        source: 'Liu et al., arXiv 2310.05209',
      },
      {
        id: 'neverCompleted',
        tex: String.raw`|\{j:\lambda_j>L\}|`,
        range: 'pairs',
        source: 'Liu et al., arXiv 2310.05209',
      },
    ],
  },
]

/** Formulas of the extensions in TeX; the same as in the extensions' own files, where they are plain text. */
import type { ExtensionKind } from '@contract'

export const extensionTex: Readonly<Record<ExtensionKind, string | null>> = {
  native: null,
  none: String.raw`\theta'_j=\theta_j=b^{-2j/d},\quad a=1`,
  linear: String.raw`\theta'_j=\theta_j/s,\quad a=1`,
  ntk: String.raw`\theta'_j=b'^{\,-2j/d},\quad b'=b\,s^{d/(d-2)},\quad a=1`,
  base: String.raw`\theta'_j=B^{-2j/d},\quad a=1`,
  'dynamic-ntk': String.raw`n\le L:\ \theta_j;\quad n>L:\ b'=b\left(F\tfrac{n}{L}-(F-1)\right)^{d/(d-2)}`,
  'by-parts': String.raw`\theta'_j=(1-\gamma_j)\tfrac{\theta_j}{s}+\gamma_j\theta_j,\quad \gamma_j=\mathrm{clip}\!\left(\tfrac{r_j-\alpha}{\beta-\alpha},0,1\right)`,
  yarn: String.raw`\theta'_j=(1-\rho_j)\theta_j+\rho_j\tfrac{\theta_j}{s},\quad a=0.1\ln s+1`,
  longrope: String.raw`\theta'_j=\theta_j/f_j,\quad a=\sqrt{1+\ln s/\ln L}`,
  llama3: String.raw`\theta'_j=(1-\sigma_j)\tfrac{\theta_j}{F}+\sigma_j\theta_j,\quad \sigma_j=\mathrm{clip}\!\left(\tfrac{L/\lambda_j-l}{h-l},0,1\right)`,
  'ntk-mixed': String.raw`\theta'_j=\theta_j\,e^{-c(j+1)^{0.75}},\quad c=\frac{\ln s}{(d/2)^{0.75}}`,
  'p-rope': String.raw`\theta'_j=\theta_j\ (j<\lfloor p\,d/2\rfloor),\ \text{else } 0`,
  custom: String.raw`\theta'_j\ \text{as drawn},\quad a\ \text{as given}`,
}

import { expect, test } from 'vitest'
import { isCitationUrl } from '../isCitationUrl'

test.each(['https://arxiv.org/abs/2309.00071', 'https://doi.org/10.48550/arXiv.2104.09864'])(
  '%s may be opened in the browser',
  (url) => expect(isCitationUrl(url)).toBe(true),
)

test.each([
  'http://arxiv.org/abs/2309.00071',
  'https://arxiv.org.example/abs',
  'https://user@arxiv.org/abs',
  'https://arxiv.org:8080/abs',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'not a url',
])('%s may not', (url) => expect(isCitationUrl(url)).toBe(false))

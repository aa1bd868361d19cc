/** The worked example of finding 2: three lengths, four depths each. */
export const goldenEntropies = [1.0, 1.2, 1.1, 1.4, 2.0, 2.3, 2.1, 2.2, 3.0, 3.1, 3.3, 3.2]
export const goldenFailures = [0, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0].map((failed) => failed === 1)
export const goldenLengths = [1000, 2000, 4000].flatMap((tokens) => Array.from({ length: 4 }, () => tokens))

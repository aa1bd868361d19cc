/** What the test configuration, which is checked by types, needs of it. */
export function hasVulkan(): boolean

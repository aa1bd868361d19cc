/** Whether an answer says that it has none. */

/**
 * Of the first line with words: a model that refuses does so at once, while a base model that goes on writing comes to such words by
 * chance. English and Chinese.
 */
export function isRefusal(answerText: string): boolean {
  const line = answerText.trim().split('\n')[0].toLowerCase().replaceAll('’', "'")
  return REFUSALS.some((refusal) => refusal.test(line))
}

const REFUSALS = [
  /^(i'm |i am )?sorry\b/,
  /\b(i'm|i am) (sorry|unable|not able|not sure|not certain)\b/,
  /\b(i|we) (can't|cannot|can not|could not|couldn't) (answer|find|help|provide|determine|tell|recall|remember|see|locate|assist)\b/,
  /\b(i|we) (don't|do not) (know|remember|recall|have|see)\b/,
  /\bas an ai\b/,
  /\b(not|never) (mentioned|provided|specified|stated|given|found|available|included|contained) (in|by)\b/,
  /\b(not|never) (mentioned|provided|specified|stated)\b/,
  /\b(does not|doesn't|do not|don't) (mention|contain|provide|specify|state|say|include)\b/,
  /\bthere is no (such |pass ?key|mention|information|answer|magic)/,
  /抱歉|对不起|无法|不知道|不清楚|没有提到|没有提及|未提及|未提到|没有提供/,
]

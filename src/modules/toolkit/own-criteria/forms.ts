// What officers send about a criterion of their programme's own, with the words of each mistake.
import { anyOf, choice, form, optionalWords, version, whole, words, type Form } from '../../../kernel/form.ts'
import { levelValues, principleKeys } from '../edition.ts'
import type { OwnWords } from './rules.ts'

const MOVES = [1, 2, 3] as const

const sentence = (missing: string) =>
  words(missing, 400).refine((text) => text.length >= 8, `${missing}, in a whole sentence`)

const move = {
  ...Object.fromEntries(MOVES.map((n) => [`move_${n}`, optionalWords(80)])),
  ...Object.fromEntries(MOVES.map((n) => [`move_${n}_words`, optionalWords(400)])),
}

export const ownForm = form({
  principle: choice(principleKeys, 'Choose the principle it belongs to'),
  designations: anyOf('Choose whom you ask').refine((list) => list.length > 0, 'Choose whom you ask'),
  text: sentence('Write what you ask'),
  why: sentence('Write why it matters'),
  ...Object.fromEntries(levelValues.map((n) => [`level_${n}`, sentence(`Write what level ${n} looks like`)])),
  minimum_evidence: sentence('Write the least that would show it'),
  minutes: whole('Enter minutes from 1 to 20', 1, 20),
  ...move,
  version: version(),
}) as unknown as Form<Sent>

export type Sent = {
  principle: (typeof principleKeys)[number]
  designations: string[]
  text: string
  why: string
  minimum_evidence: string
  minutes: number
  version: number
} & Record<`level_${0 | 1 | 2 | 3}`, string> &
  Record<`move_${1 | 2 | 3}` | `move_${1 | 2 | 3}_words`, string | null>

const MOVE_MINUTES = 30

/** A move has both a name and words, or is not there. */
export function moveMistakes(sent: Sent): Record<string, string> {
  const mistakes: Record<string, string> = {}
  for (const n of MOVES) {
    const [title, said] = [sent[`move_${n}`], sent[`move_${n}_words`]]
    if (title !== null && said === null) mistakes[`move_${n}_words`] = 'Write what to do, or leave the name empty too'
    if (title === null && said !== null) mistakes[`move_${n}`] = 'Give this move a name, or leave its words empty too'
    if (said !== null && said.length < 8) mistakes[`move_${n}_words`] = 'Write what to do, in a whole sentence'
    if (title !== null && title.length < 2) mistakes[`move_${n}`] = 'Give this move a longer name'
  }
  return mistakes
}

export function wordsFrom(sent: Sent): OwnWords {
  const moves = MOVES.flatMap((n) => {
    const [title, said] = [sent[`move_${n}`], sent[`move_${n}_words`]]
    return title === null || said === null
      ? []
      : [{ title, words: said, minutes: MOVE_MINUTES, effort: 'small' as const }]
  })
  return {
    text: sent.text,
    why: sent.why,
    anchors: { '0': sent.level_0, '1': sent.level_1, '2': sent.level_2, '3': sent.level_3 },
    minimum_evidence: sent.minimum_evidence,
    minutes: sent.minutes,
    moves,
  }
}

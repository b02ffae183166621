// The words of an edition's four levels, in the order that pages draw them.
import type { LevelWords } from '../../view/level.ts'
import { levelWord, type Edition } from './edition.ts'

export function levelWords(edition: Edition): LevelWords {
  return [levelWord(edition, 0), levelWord(edition, 1), levelWord(edition, 2), levelWord(edition, 3)]
}

// The trust board's pack: one school on two pages, for a board that reads several. It adds no names and ranks nothing.
// Pure.
import { wordsOfCount } from '../../../view/words.ts'
import { countsOf } from '../records/rules.ts'
import { stageLine } from '../records/wording.ts'
import {
  changes,
  count,
  levelsInWords,
  list,
  openRoles,
  plain,
  principlesTable,
  risen,
  said,
  some,
  stagesFacts,
  stillEarly,
  unanswered,
  type Section,
  type Told,
} from './blocks.ts'

const MOST = 5

function help({ document }: Told): string[] {
  const roles = openRoles(document)
  const waiting = unanswered(document)
  return [
    ...(roles ? [`People: still open on the resilience team are ${roles}.`] : []),
    ...(waiting.length > 0
      ? [
          `${count(waiting.length, 'criterion', 'criteria')} near the beginning, with no plan yet. Another school of the trust may have been there: ${plain(waiting[0]!.text)}.`,
        ]
      : []),
    'What other schools of the trust have tried, and whom to ask about it.',
  ]
}

export function trustPack(told: Told): Section[] {
  const { document } = told
  const counts = countsOf(document.chapters)
  const [up, came] = [risen(document), changes(document)]
  const moved = [...up, ...came]
  return [
    {
      heading: 'In short',
      blocks: [
        said(`${stageLine(document)}. ${levelsInWords(document)}`),
        said(
          counts.actions === 0
            ? 'No action is planned yet.'
            : `Planned: ${wordsOfCount(counts.actions, 'action')}, of which ${counts.done} done and ${counts.reviewed} reviewed.`,
        ),
      ],
    },
    {
      heading: 'What moved',
      blocks: moved.length > 0 ? some(moved, MOST * 2) : [said(stillEarly(document))],
    },
    { heading: 'The eight principles', blocks: [principlesTable(document)] },
    { heading: 'How far the cycle is', blocks: [stagesFacts(document)] },
    { heading: 'What would help', blocks: [list(help(told))] },
    {
      heading: 'How to read this',
      blocks: [
        said(
          'Levels are a school’s own words about itself, agreed by its team. They are made to plan by, and not to set one school against another: a team that looks harder often rates lower.',
        ),
      ],
    },
  ]
}

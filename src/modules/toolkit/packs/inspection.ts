// The inspection pack: by principle what is in place with its evidence, dated and signed, then what is being done and
// what came of it. It names staff where a receipt does, as the Record itself does. Pure.
import { wordsOfCount } from '../../../view/words.ts'
import { STATE_WORDS } from '../actions/rules.ts'
import type { RecordAction, RecordChapter, RecordDocument } from '../records/document.ts'
import { nowAt } from '../records/rules.ts'
import { agreedWords, changeWords, datesWords, ownerWords, receiptWords, signedWords } from '../records/wording.ts'
import { CHANGED_WORDS } from '../reviews/rules.ts'
import {
  changes,
  criteriaOf,
  ended,
  heading,
  levelCell,
  levelsInWords,
  list,
  principlesTable,
  said,
  some,
  stagesFacts,
  type Block,
  type Section,
  type Told,
} from './blocks.ts'

const MOST = 10

function levelsOf(document: RecordDocument, { criteria }: RecordChapter): Block[] {
  const agreed = criteria
    .flatMap((criterion) => {
      const now = nowAt(criterion)
      return now ? [{ criterion, now }] : []
    })
    .toSorted((a, b) => (b.now.level ?? -1) - (a.now.level ?? -1))
  if (agreed.length === 0) return [said('No level is agreed here yet.')]
  return [
    {
      kind: 'table',
      widths: [4, 2.2, 5],
      head: ['What is asked', 'Agreed', 'Why, and who noted it'],
      rows: agreed.map(({ criterion, now }) => [
        criterion.text,
        levelCell(document, now.level, 'Not applicable'),
        `${ended(now.reason)} ${agreedWords(now)}.`,
      ]),
    },
  ]
}

function evidenceOf({ criteria }: RecordChapter): Block[] {
  const rows = criteria.flatMap((criterion) =>
    criterion.evidence.map((one) => [
      criterion.text,
      [one.words, one.url ?? ''].filter(Boolean).join(' · '),
      receiptWords(one),
    ]),
  )
  if (rows.length === 0) return [said('No evidence is noted here yet.')]
  return [
    heading('What shows it'),
    { kind: 'table', widths: [3, 4, 2.6], head: ['What is asked', 'Evidence', 'Receipt'], rows },
  ]
}

function actionRow(action: RecordAction): string[] {
  const { review, measures } = action
  const numbers = measures.flatMap((measure) => changeWords(measure) ?? [])
  const impact = review
    ? [ended(CHANGED_WORDS[review.changed]), ended(review.done), ...numbers.map(ended), `${signedWords(review)}.`]
    : [...numbers.map(ended), 'Not reviewed yet.']
  return [action.title, `${STATE_WORDS[action.state]}. ${datesWords(action)}. ${ownerWords(action)}.`, impact.join(' ')]
}

function actionsIn({ criteria }: RecordChapter): Block[] {
  const actions = criteria.flatMap((criterion) => criterion.actions)
  if (actions.length === 0) return []
  return [
    heading('What we are doing, and what came of it'),
    {
      kind: 'table',
      widths: [3, 3.4, 4],
      head: ['Action', 'How far, when and who', 'Impact'],
      rows: actions.map(actionRow),
    },
  ]
}

/** Evidence whose words speak of a policy. */
function policies(document: RecordDocument): string[] {
  return criteriaOf(document).flatMap((criterion) =>
    criterion.evidence
      .filter((one) => /\bpolic(y|ies)\b/i.test(one.words))
      .map((one) => `${ended(one.words)} ${receiptWords(one)}.`),
  )
}

export function inspectionPack({ document }: Told): Section[] {
  const [came, papers] = [changes(document), policies(document)]
  const receipts = criteriaOf(document).reduce((sum, criterion) => sum + criterion.evidence.length, 0)
  return [
    {
      heading: 'In short',
      blocks: [
        said(levelsInWords(document)),
        said(
          receipts === 0
            ? 'No evidence is noted yet.'
            : `${wordsOfCount(receipts, 'piece')} of evidence, each with its date and who added it, by principle below.`,
        ),
        principlesTable(document),
      ],
    },
    {
      heading: 'Impact',
      blocks: came.length > 0 ? some(came, MOST) : [said('No action has been reviewed with a change yet.')],
    },
    ...document.chapters.map((chapter) => ({
      heading: `${chapter.number}. ${chapter.name}`,
      blocks: [
        said(chapter.focusQuestion),
        ...levelsOf(document, chapter),
        ...evidenceOf(chapter),
        ...actionsIn(chapter),
      ],
    })),
    {
      heading: 'Policies named in the evidence',
      blocks: papers.length > 0 ? [list(papers)] : [said('No evidence names a policy.')],
    },
    { heading: 'How far the cycle is', blocks: [stagesFacts(document)] },
  ]
}

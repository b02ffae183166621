// A school's own moves: the list with what became of each, one of them, and the form on which a move is written.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import type { Stands } from '../../../kernel/merge.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, columns, emptyState, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import type { MergeField } from '../../../view/merge.ts'
import { beganFields } from '../../../view/merge-page.ts'
import { dateInWords, inWords, wordsOfCount } from '../../../view/words.ts'
import { plain } from '../actions/pages.ts'
import { nounsOf, type Edition } from '../edition.ts'
import { movesAt, newMoveAt, ownMoveAt, ownMovesAt, sharingAt } from '../paths.ts'
import { hiddenField, typedIn } from '../typing.ts'
import { moveRows } from './pages.ts'
import { adaptedWords } from './pieces.ts'
import { creditWords, EFFORT_WORDS, WEEKS_WORDS, weekChoices } from './rules.ts'
import type { OwnMove, Sharing, Writing } from './service.ts'
import type { MoveRow } from './store.ts'

function thanks(n: number): string {
  return n === 0
    ? 'No school has adapted it yet. Thank you for sharing it.'
    : `${inWords(n)} ${n === 1 ? 'school has' : 'schools have'} adapted it. Thank you for sharing it.`
}

export function ownMovesPage(setting: string, moves: readonly MoveRow[], shares: boolean): Page {
  const heading =
    moves.length === 0 ? 'We share no moves yet' : `We share ${wordsOfCount(moves.length, 'move')} with others`
  const rows = moves.map((move) => ({
    href: ownMoveAt(setting, move.id),
    title: move.title,
    hint: `${move.hidden_at ? 'Hidden by the programme' : `Shared on ${dateInWords(move.shared_at)}`}, ${adaptedWords(move.adapted)}`,
  }))
  const add = shares
    ? button({ text: 'Share something you have long done', href: newMoveAt(setting) })
    : html`<p class="govuk-body">Sharing moves is not switched on for any programme. <a class="govuk-link" href="${sharingAt(setting)}">See what is shared</a></p>`
  const none = emptyState({
    heading: 'What worked here may help elsewhere',
    words:
      'Share an action once it is reviewed: its review page offers it. Or share something you have done for years.',
  })
  return page(
    heading,
    html`${pageHeading({ heading, caption: 'The resilient moves bank' })}${columns(html`${moves.length === 0 ? none : rowList(rows)}${add}`)}`,
    { back: { text: 'Back to the moves bank', href: movesAt(setting) } },
  )
}

export type OwnShown = OwnMove & { typed: Typed; mistakes: Mistakes }

function hiddenPart({ move, typed, mistakes }: OwnShown): Html {
  if (move.hidden_at === null) return nothing
  const at = `${ownMoveAt(move.setting_id, move.id)}/appeal`
  const said = html`${attention(html`An officer of the programme hid this on ${dateInWords(move.hidden_at)}: ${move.hidden_words}`)}`
  if (move.appeal_words !== null)
    return html`${said}<p class="govuk-body">You answered: ${move.appeal_words}</p><p class="govuk-body">An officer will look again.</p>`
  return html`${said}${postForm(
    at,
    html`${textarea({
      name: 'answer',
      rows: 3,
      label: { text: 'Ask them to look again' },
      hint: { text: 'Say what you changed, or why it should be shown as it is.' },
      errorMessage: mistakeIn(mistakes, 'answer'),
      value: typedIn(typed, 'answer'),
    })}${button({ text: 'Send this answer', classes: 'govuk-button--secondary' })}`,
  )}`
}

export function ownMovePage(shown: OwnShown): Page {
  const { move, writing, mistakes } = shown
  const { setting_id: setting, id } = move
  const at = ownMoveAt(setting, id)
  const back = postForm(`${at}/taking-back`, button({ text: 'Take it back', classes: 'govuk-button--secondary' }))
  const deeds = html`<div class="govuk-button-group ws-screen-only">${button({ text: 'Change the words', href: `${at}/edit` })}${back}</div>`
  const side = quietList([
    'Taken back, it leaves the bank at once. Schools that adapted it keep only the credit.',
    `Read under your agreement, which runs until ${dateInWords(move.until)}.`,
  ])
  const work = html`<p class="govuk-body-l">${thanks(move.adapted)}</p>${hiddenPart(shown)}${deeds}${summaryList({ rows: moveRows(move, writing.edition) })}`
  return page(
    move.title,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: move.title, caption: 'A move we share' })}${columns(work, side)}`,
    { back: { text: 'What we share', href: ownMovesAt(setting) } },
  )
}

// The form -------------------------------------------------------------------------------------------------------------

type Fields = Writing & { typed: Typed; mistakes: Mistakes }

const placesOf = (edition: Edition) =>
  edition.principles.flatMap((principle) => [
    { value: principle.key, text: `${principle.name}: the whole principle` },
    ...principle.criteria
      .filter((one) => one.of === undefined)
      .map((one) => ({ value: one.key, text: `${principle.name}: ${plain(one)}` })),
  ])

const labelsFor = (edition: Edition) =>
  ({
    title: 'A short name for it',
    place: 'What it is about',
    done_words: 'What you did',
    for_words: 'Who it was for',
    effort: 'How much effort it took',
    weeks: 'How long it took',
    cost_words: 'What it cost, if anything',
    changed_words: `What changed for ${nounsOf(edition).learners}`,
    measure: 'Does a measure show it?',
    differently: 'What you would do differently',
    may_adapt: 'May other schools adapt it?',
    contact: 'Whom may others ask?',
  }) as const

function area(at: Fields, name: 'done_words' | 'changed_words' | 'differently', hint: string, rows: number): Html {
  return textarea({
    name,
    rows,
    label: { text: labelsFor(at.edition)[name] },
    hint: { text: hint },
    errorMessage: mistakeIn(at.mistakes, name),
    value: typedIn(at.typed, name),
  })
}

function line(at: Fields, name: 'title' | 'for_words' | 'cost_words', hint: string): Html {
  return input({
    name,
    label: { text: labelsFor(at.edition)[name] },
    hint: { text: hint },
    errorMessage: mistakeIn(at.mistakes, name),
    value: typedIn(at.typed, name),
  })
}

type Choice = { value: string; text: string }

function oneOf(at: Fields, name: 'effort' | 'measure' | 'may_adapt', items: readonly Choice[], hint?: string): Html {
  return radios({
    name,
    fieldset: { legend: { text: labelsFor(at.edition)[name], classes: 'govuk-fieldset__legend--s' } },
    hint: hint === undefined ? undefined : { text: hint },
    errorMessage: mistakeIn(at.mistakes, name),
    value: typedIn(at.typed, name),
    items,
  })
}

function listed(at: Fields, name: 'place' | 'weeks' | 'contact', items: readonly Choice[], hint?: string): Html {
  return select({
    name,
    label: { text: labelsFor(at.edition)[name] },
    hint: hint === undefined ? undefined : { text: hint },
    errorMessage: mistakeIn(at.mistakes, name),
    value: typedIn(at.typed, name),
    items: [{ value: '', text: 'Choose from the list' }, ...items],
  })
}

const peopleIn = ({ people }: Writing): Choice[] =>
  people.map(({ person_id, name, role }) => ({ value: person_id, text: `${name}, ${role.toLowerCase()}` }))

function fields(at: Fields): Html {
  const measures = at.measures.map(({ measure, words }) => ({ value: measure, text: words }))
  const measure =
    measures.length === 0
      ? hiddenField('measure', '')
      : oneOf(
          at,
          'measure',
          [{ value: '', text: 'No: we say so ourselves' }, ...measures],
          'Its numbers go with the move.',
        )
  const efforts = Object.entries(EFFORT_WORDS).map(([value, text]) => ({ value, text }))
  return html`${attention('Everyone in the programme’s schools can read this. Name no child, and nothing by which one could be known: read it once more with that in mind.')}
${line(at, 'title', 'For example, “Worry walks”')}${listed(at, 'place', placesOf(at.edition))}${area(at, 'done_words', 'So that another school could do it too.', 6)}${line(at, 'for_words', 'For example, “Year 4, and anyone who wanted to come”')}
${oneOf(at, 'effort', efforts)}${listed(
    at,
    'weeks',
    weekChoices.map((value) => ({ value, text: WEEKS_WORDS[value]! })),
    'Until it was how you work.',
  )}${line(at, 'cost_words', 'For example, “About £40 for boots”')}
${area(at, 'changed_words', 'What you saw, heard or counted.', 4)}${measure}${area(at, 'differently', 'What you would tell a friend who is about to begin.', 3)}
${oneOf(at, 'may_adapt', [
  { value: 'yes', text: 'Yes, with credit to us' },
  { value: 'no', text: 'No, it is shared to be read' },
])}${listed(at, 'contact', peopleIn(at), 'Others see the role and never the name or the address. Questions come by email.')}`
}

export function newMovePage(sharing: Sharing, typed: Typed, mistakes: Mistakes): Page {
  const { setting, programmes, origin } = sharing
  const [only] = programmes
  const where =
    programmes.length === 1
      ? hiddenField('programme', only!.programme_id)
      : select({
          name: 'programme',
          label: { text: 'Which programme’s schools may read it?' },
          errorMessage: mistakeIn(mistakes, 'programme'),
          value: typedIn(typed, 'programme'),
          items: [
            { value: '', text: 'Choose from the list' },
            ...programmes.map((at) => ({ value: at.programme_id, text: at.name })),
          ],
        })
  const credit =
    origin && origin.credit.length > 0
      ? html`<p class="govuk-body">It will say: ${creditWords(origin.credit)}.</p>`
      : nothing
  const form = postForm(
    ownMovesAt(setting),
    html`${hiddenField('action', origin?.action.id ?? '')}${where}${fields({ ...sharing, typed, mistakes })}${button({ text: 'Share this move' })}`,
  )
  const whom = programmes.map((at) => at.name).join(', ')
  return page(
    'Share a move',
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'What worked here that others could try?', caption: `The resilient moves bank of ${whom}` })}${columns(html`${credit}${form}`)}`,
    { back: { text: 'What we share', href: ownMovesAt(setting) } },
  )
}

/** What stands now, as it would be typed. */
export function standsOfMove(move: MoveRow): Stands {
  const typed = {
    title: move.title,
    place: move.criterion_key ?? move.principle_key,
    done_words: move.done_words,
    for_words: move.for_words,
    effort: move.effort,
    weeks: move.weeks === null ? '' : String(move.weeks),
    cost_words: move.cost_words ?? '',
    changed_words: move.changed_words,
    measure: move.measured?.measure ?? '',
    differently: move.differently ?? '',
    may_adapt: move.may_adapt ? 'yes' : 'no',
    contact: move.contact_id,
  }
  return { typed, version: move.version, by: move.changed_by ?? move.shared_by, at: move.changed_at ?? move.shared_at }
}

/** The fields of a move, for bringing two people's changes together. */
export function mergeFieldsOf({ writing }: OwnMove): MergeField[] {
  const labels = labelsFor(writing.edition)
  const saidIn = (items: readonly Choice[]) => (value: string) =>
    items.find((item) => item.value === value)?.text ?? value
  const how: Partial<Record<keyof typeof labels, Omit<MergeField, 'name' | 'label'>>> = {
    title: { kind: 'line' },
    for_words: { kind: 'line' },
    cost_words: { kind: 'line' },
    place: { kind: 'value', said: saidIn(placesOf(writing.edition)) },
    effort: { kind: 'value', said: (value) => EFFORT_WORDS[value as keyof typeof EFFORT_WORDS] ?? value },
    weeks: { kind: 'value', said: (value) => WEEKS_WORDS[value] ?? value },
    measure: { kind: 'value', said: (value) => writing.measures.find((at) => at.measure === value)?.words ?? 'None' },
    may_adapt: { kind: 'value', said: (value) => (value === 'yes' ? 'Yes' : 'No') },
    contact: { kind: 'value', said: saidIn(peopleIn(writing)) },
  }
  return (Object.keys(labels) as (keyof typeof labels)[]).map((name) => ({
    name,
    label: labels[name],
    ...(how[name] ?? { kind: 'words' }),
  }))
}

export function editMovePage({ move, writing }: OwnMove, typed: Typed, mistakes: Mistakes): Page {
  const at = ownMoveAt(move.setting_id, move.id)
  const form = postForm(
    `${at}/edit`,
    html`${beganFields(typed)}${fields({ ...writing, typed, mistakes })}${button({ text: 'Save' })}`,
  )
  const heading = 'Change this move'
  return page(
    heading,
    html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: move.title })}${columns(form)}`,
    { back: { text: 'Back to the move', href: at } },
  )
}

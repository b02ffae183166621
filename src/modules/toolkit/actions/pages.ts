// How actions read on a page: states, dates and progress as a colleague would say them, and the small pieces that
// several pages share. Strengths first, and a day gone by is a question about what next, never a fault.
import type { Agreed } from '../standing/rules.ts'
import type { Criterion } from '../edition.ts'
import { button } from '../../../view/govuk/button.ts'
import { postForm } from '../../../view/form.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { level } from '../../../view/level.ts'
import { dateInWords, dayAndMonth, inWords } from '../../../view/words.ts'
import { daysBetween, isLate, isOpen, type ActionState, type Dated } from './rules.ts'

/** What the button that moves an action there says. */
export function moveWords(from: ActionState, to: ActionState): string {
  if (to === 'under_way') return from === 'planned' ? 'Start this' : 'Open this again'
  if (to === 'done') return 'Mark as done'
  if (to === 'stopped') return 'Stop this'
  return 'Plan this again'
}

export const ACTIVITY_WORDS: Readonly<Record<string, string>> = {
  '1': 'Everyone',
  '2': 'Some who need a little more',
  '3': 'One at a time',
}

/** A day near enough to need no year. */
export function shortDay(day: string, today: string): string {
  return Math.abs(daysBetween(today, day)) < 300 ? dayAndMonth(day) : dateInWords(day)
}

export function dueWords(action: Dated, today: string): string {
  const { due_on: due } = action
  if (due === null) return isOpen(action) ? 'no date yet' : 'no date was set'
  if (!isOpen(action)) return `planned for ${shortDay(due, today)}`
  if (due === today) return 'due today'
  if (daysBetween(today, due) === 1) return 'due tomorrow'
  return isLate(action, today) ? `was due ${shortDay(due, today)}` : `due ${shortDay(due, today)}`
}

export function progressWords(done: number, total: number): string {
  if (total === 0) return 'no steps yet'
  if (total === 1) return done === 1 ? 'its one step is done' : 'one step to do'
  if (done === total) return `all ${inWords(total, { lower: true })} steps done`
  if (done === 0) return `${inWords(total, { lower: true })} steps to begin`
  return `${inWords(done, { lower: true })} of ${inWords(total, { lower: true })} steps done`
}

export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function ownerWords(action: { owner_name: string | null }): string {
  return action.owner_name ?? 'nobody yet'
}

export type Lined = Dated & { owner_name: string | null; steps: number; steps_done: number }

/** The quiet line under an action's title: who, when, how far. A day gone by is said in the warm colour. */
export function actionLine(action: Lined, today: string): Html {
  const due = dueWords(action, today)
  const when = isLate(action, today) ? html`<strong class="ws-urgent">${due}</strong>` : due
  const steps = action.steps === 0 ? nothing : html` · ${progressWords(action.steps_done, action.steps)}`
  return html`${capital(ownerWords(action))} · ${when}${steps}`
}

export type Deed = { action: string; words: string; about: string; fields?: Readonly<Record<string, string>> }

function deedFields({ fields = {} }: Deed): Html {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`
}

/** A small deed beside words: one press, no script. `about` tells it from its neighbours when it is read aloud. */
export function smallDeed(deed: Deed): Html {
  const press = html`<button class="ws-link-button" type="submit">${deed.words}<span class="govuk-visually-hidden">: ${deed.about}</span></button>`
  return postForm(deed.action, html`${deedFields(deed)}${press}`, { classes: 'ws-screen-only' })
}

export function buttonDeed(deed: Deed & { classes?: string }): Html {
  const said = html`${deed.words}<span class="govuk-visually-hidden">: ${deed.about}</span>`
  return postForm(deed.action, html`${deedFields(deed)}${button({ html: said, classes: deed.classes })}`)
}

/** What the team agreed about a criterion, with the reason it gave. */
export function agreedWords(agreed: Agreed | undefined): Html {
  if (!agreed) return level(null)
  return html`${level(agreed.level ?? 'na')}<p class="ws-row-list__hint">${agreed.reason}</p>`
}

/** A criterion's sentence without its full stop, to stand inside another sentence. */
export function plain(criterion: Pick<Criterion, 'text'>): string {
  return criterion.text.replace(/[.]$/, '')
}

/** Words as people typed them, their line breaks kept. */
export function paragraphs(text: string): Html {
  return html`${text.split(/\n{2,}/).map((part) => html`<p class="govuk-body">${part.split('\n').map((line, i) => html`${i > 0 && html`<br>`}${line}`)}</p>`)}`
}

// A desk with data on it: what can be asked of it now, what was asked before, and what to do with the data.
import { page, type Page } from '../../../kernel/route.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import { ago, wordsOfCount } from '../../../view/words.ts'
import { codebookAt, deskAt, questionAt, runAt, workbenchAt } from '../paths.ts'
import { link, paragraph, press } from '../pieces.ts'
import { questionOf, ROOMS } from '../questions/all.ts'
import { whyNotYet } from '../questions/choosing.ts'
import { CAME_NAMES, KIND_NAMES, KINDS } from '../rules.ts'
import type { Run } from '../runs/run.ts'
import { DAYS } from '../sheets/service.ts'
import { MINUTES, type Desk } from './cupboard.ts'

function rooms(programme: string, desk: Desk): Html {
  const { codebook, sheet } = desk
  const parts = ROOMS.flatMap(({ about, questions }) => {
    const ready = questions.filter((question) => !whyNotYet(question, codebook, sheet))
    if (ready.length === 0) return []
    const rows = ready.map(({ key, asks, helps }) => ({
      href: questionAt(programme, desk.id, key),
      title: asks,
      hint: helps,
    }))
    return [html`<h2 class="govuk-heading-s">${about}</h2>${rowList(rows)}`]
  })
  const waiting = ROOMS.flatMap((room) => room.questions).flatMap((question) => {
    const why = whyNotYet(question, codebook, sheet)
    return why ? [html`<strong>${question.asks}</strong> ${why}`] : []
  })
  const rest =
    waiting.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-s">What this data cannot answer yet</h2>${quietList(waiting)}`
  return html`${parts}${rest}`
}

const STATES: Readonly<Record<Run['state']['is'], string>> = {
  waiting: 'Waiting for its turn',
  working: 'Being worked out',
  done: '',
  failed: 'Stopped',
  cancelled: 'Cancelled',
}

/** What an answered run found, in its own sentence. */
export type RunSeen = { readonly run: Run; readonly finding: string | undefined }

function askedPart(programme: string, desk: Desk, runs: readonly RunSeen[], now: Date): Html {
  if (runs.length === 0) return nothing
  return html`<h2 class="govuk-heading-m">Asked so far</h2>${rowList(
    runs.map(({ run, finding }) => ({
      href: runAt(programme, desk.id, run.question, run.id),
      title: finding ?? questionOf(run.question)!.asks,
      hint: finding ? `${questionOf(run.question)!.asks} Asked ${ago(run.askedAt, now)}` : STATES[run.state.is],
    })),
  )}`
}

function dataPart(programme: string, desk: Desk): Html {
  const { codebook } = desk
  const kinds = KINDS.flatMap((kind) => {
    const n = codebook.columns.filter((note) => note.kind === kind).length
    return n === 0 ? [] : [`${KIND_NAMES[kind]}: ${n}`]
  })
  const at = deskAt(programme, desk.id)
  const keeping =
    desk.kept === undefined
      ? html`${press(`${at}/keeping`, `Keep this for ${DAYS} days`)}`
      : paragraph(`A copy is kept for you: see the first page of the `, link(workbenchAt(programme), 'workbench'), '.')
  return html`<h2 class="govuk-heading-s">What is in it</h2>${quietList(kinds)}${paragraph(html`<strong>How people came to be in it:</strong> ${CAME_NAMES[codebook.came].toLowerCase().replace(/^i /, 'I ')}`)}${paragraph(link(codebookAt(programme, desk.id), 'Change the codebook'))}
<h2 class="govuk-heading-s">What becomes of it</h2>${paragraph(`It lies in memory only, and is let go ${MINUTES} minutes after you last use it.`)}<div class="ws-presses">${keeping}${press(`${at}/forgetting`, 'Forget this data now')}</div>`
}

export function deskPage(programme: string, desk: Desk, runs: readonly RunSeen[], now: Date): Page {
  const { sheet } = desk
  const heading = `${wordsOfCount(sheet.rows, 'row')} ready: what would you like to know?`
  const work = html`${askedPart(programme, desk, runs, now)}${rooms(programme, desk)}`
  const main = html`${pageHeading({ heading, caption: sheet.title })}${columns(work, dataPart(programme, desk), { label: 'About this data' })}`
  return page('Questions', main, { back: { text: 'Workbench', href: workbenchAt(programme) } })
}

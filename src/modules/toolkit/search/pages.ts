// What a search finds, and the words of the Toolkit with what each means.
import { page, type Page } from '../../../kernel/route.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, rowList } from '../../../view/layout.ts'
import { minutes as minutesInWords, wordsOfCount } from '../../../view/words.ts'
import type { Edition, SearchHit, Term } from '../edition.ts'
import { actionAt, criterionPageAt, toolkitAt } from '../paths.ts'

type FoundSeen = {
  q: string
  hits: readonly SearchHit[]
  actions: readonly {
    id: string
    title: string
    state: 'planned' | 'under_way' | 'done' | 'stopped'
    cycle_number: number
  }[]
}

const STATES = { planned: 'Planned', under_way: 'Under way', done: 'Done', stopped: 'Stopped' } as const

export function searchPage(setting: string, edition: Edition, { q, hits, actions }: FoundSeen): Page {
  const heading = q === '' ? 'Search the Toolkit' : found(hits.length, actions.length, q)
  const form = html`<form action="${toolkitAt(setting)}/search" method="get" role="search">${input({ name: 'q', type: 'search', label: { text: 'Words to look for', classes: 'govuk-label--s' }, hint: { text: 'Such as: playtime, governor, worry' }, value: q })}${button({ text: 'Search' })}</form>`
  const own = actions.map((action) => ({
    href: actionAt(setting, action.id),
    title: action.title,
    end: STATES[action.state],
    hint: `Cycle ${action.cycle_number}`,
  }))
  const work = html`${pageHeading({ heading, caption: edition.title })}${form}
${own.length > 0 && html`<h2 class="govuk-heading-m">Your actions</h2>${rowList(own)}`}
${hits.length > 0 && html`<h2 class="govuk-heading-m">Criteria and moves</h2>${hits.map((hit) => hitPart(setting, hit))}`}
${q !== '' && hits.length === 0 && actions.length === 0 && html`<p class="govuk-body">Try fewer words, or a more usual one. The eight principles are all on the Toolkit’s page.</p>`}`
  return page(heading, columns(work), { back: { text: 'Toolkit', href: toolkitAt(setting) } })
}

function found(criteria: number, actions: number, q: string): string {
  const shown = q.length > 60 ? `${q.slice(0, 60)}…` : q
  if (criteria + actions === 0) return `Nothing found for “${shown}”`
  const parts = [
    criteria > 0 && wordsOfCount(criteria, 'criterion', 'criteria'),
    actions > 0 && wordsOfCount(actions, 'action'),
  ].filter((one) => one !== false)
  return `${parts.join(' and ')} with “${shown}”`
}

function hitPart(setting: string, { principle, criterion, moves }: SearchHit): Html {
  const list =
    moves.length === 0
      ? nothing
      : html`<ul class="govuk-list govuk-list--bullet">${moves.map((move) => html`<li>Move: <strong>${move.title}.</strong> ${move.words} <span class="ws-quiet">${minutesInWords(move.minutes)}</span></li>`)}</ul>`
  return html`<h3 class="govuk-heading-s"><a class="govuk-link" href="${criterionPageAt(setting, principle.key, criterion.key)}">${criterion.text}</a></h3><p class="govuk-body ws-quiet">${principle.name}</p>${list}`
}

export function wordsPage(terms: readonly Term[]): Page {
  const heading = `${wordsOfCount(terms.length, 'word')} we use, and what we mean by them`
  const list = html`<dl class="govuk-body ws-words">${terms.map((term) => html`<div id="${term.key}"><dt><strong>${term.term}</strong></dt><dd>${term.words}</dd></div>`)}</dl>`
  return page('Words we use', columns(html`${pageHeading({ heading, caption: 'Words we use' })}${list}`))
}

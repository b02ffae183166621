// Where we are: the eight principles with their levels, as the Toolkit's own page and everyone's home show them.
import { html, type Html } from '../../../view/html.ts'
import { level, levelKey, rowList } from '../../../view/layout.ts'
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import type { Edition } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { principleAt, toolkitAt } from '../paths.ts'
import { whereWeAre, type Cycle, type PrincipleStanding, type Standing } from '../standing/rules.ts'
import { findingOf } from './rules.ts'

/** The eight rows and their key. */
export function principleRows(edition: Edition, standing: Standing): Html {
  const { cycle } = standing
  const rows = whereWeAre(edition, standing).map((one) => ({
    href: principleAt(cycle.setting_id, one.principle.key),
    title: one.principle.name,
    hint: principleHint(one, cycle),
    end:
      one.agreed === 0
        ? html`<span class="ws-quiet">Not agreed yet</span>`
        : level(one.level ?? 'na', { words: levelWords(edition) }),
  }))
  return html`${rowList(rows)}${levelKey({ words: levelWords(edition) })}`
}

/** For home pages: how far the stage is, then the eight rows. */
export function homePicture(edition: Edition, standing: Standing): Html {
  const link = html`<a class="govuk-link" href="${toolkitAt(standing.cycle.setting_id)}">Open the Toolkit</a>`
  return html`<h2 class="govuk-heading-m">Where we are</h2><p class="govuk-body">${findingOf(edition, standing)}. ${link}</p>${principleRows(edition, standing)}`
}

function principleHint(one: PrincipleStanding, cycle: Cycle): string {
  const parts = []
  if (cycle.stage === 'assess') parts.push(`${one.agreed} of ${one.total} agreed`)
  if (one.lowest !== null && one.lowest !== one.highest) parts.push(`from ${one.lowest} to ${one.highest}`)
  if (one.before !== null && one.beforeAt) parts.push(`was ${one.before} in ${monthAndYear(one.beforeAt)}`)
  if (cycle.stage !== 'assess') parts.push(wordsOfCount(one.actions, 'action'))
  if (cycle.stage === 'plan' && one.unanswered > 0) parts.push(`${wordsOfCount(one.unanswered, 'gap')} to answer`)
  const text = parts.join(', ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function monthAndYear(at: Date): string {
  return dateInWords(at).replace(/^\d+ /, '')
}

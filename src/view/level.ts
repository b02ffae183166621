// A level is always a shape, a number and a word: never colour alone.
// The four words are the framework's own unless the edition names others.

import { html, nothing, type Html } from './html.ts'

export type Level = 0 | 1 | 2 | 3
export type LevelWords = readonly [string, string, string, string]
export type LevelOrNot = Level | null | 'na'

export const LEVELS: readonly Level[] = [0, 1, 2, 3]
export const LEVEL_WORDS: LevelWords = ['Not yet in place', 'Starting', 'Working', 'Well established']

export interface LevelOptions {
  words?: LevelWords | undefined
  /** The word is for screen readers only: for tables that show the key below them. */
  brief?: boolean | undefined
}

function circle(fill: Html): Html {
  return html`<svg class="ws-shape" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true" focusable="false"><circle cx="9" cy="9" r="7.5" fill="none" stroke="currentColor" stroke-width="1.75"/>${fill}</svg>`
}

const SHAPES: readonly Html[] = [
  circle(nothing),
  circle(html`<path d="M9 9V1.5A7.5 7.5 0 0 1 16.5 9Z" fill="currentColor"/>`),
  circle(html`<path d="M9 1.5a7.5 7.5 0 0 1 0 15Z" fill="currentColor"/>`),
  circle(html`<circle cx="9" cy="9" r="7.5" fill="currentColor"/>`),
]

/** The circle alone, hidden from screen readers: empty, quarter, half or full. */
export function levelShape(value: Level): Html {
  return SHAPES[value]!
}

/** "2, Working" in words alone: for titles, charts and letters. */
export function levelInWords(value: LevelOrNot, words: LevelWords = LEVEL_WORDS): string {
  if (value === null) return 'Not rated yet'
  if (value === 'na') return 'Not applicable'
  return `${value}, ${words[value]}`
}

export function level(value: LevelOrNot, { words = LEVEL_WORDS, brief = false }: LevelOptions = {}): Html {
  if (value === null || value === 'na') {
    const spoken = levelInWords(value)
    if (!brief) return html`<span class="ws-level ws-level--none">${spoken}</span>`
    return html`<span class="ws-level ws-level--none"><span aria-hidden="true">${value === 'na' ? 'n/a' : '–'}</span><span class="govuk-visually-hidden">${spoken}</span></span>`
  }
  const word = words[value]
  const said = brief
    ? html`<span class="govuk-visually-hidden">, ${word}</span>`
    : html` <span class="ws-level__word"><span aria-hidden="true">· </span>${word}</span>`
  return html`<span class="ws-level ws-level--${value}">${SHAPES[value]} <span class="ws-level__number">${value}</span>${said}</span>`
}

/** The key that goes under anything drawn with levels. */
export function levelKey({ words = LEVEL_WORDS }: { words?: LevelWords | undefined } = {}): Html {
  return html`<ul class="ws-key" aria-label="What the levels mean">${LEVELS.map((value) => html`<li>${level(value, { words })}</li>`)}</ul>`
}

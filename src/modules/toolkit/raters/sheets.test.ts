// The words that raters read: whole in every language, the same questions in each, frozen once published.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadEdition } from '../edition.ts'
import { KINDS } from './rules.ts'
import {
  kindWordsIn,
  languages,
  ORIGINAL,
  publishedDigest,
  publishedDigests,
  sheetOf,
  translationDigest,
  versionsOf,
  wordsIn,
} from './sheets.ts'

const sheets = KINDS.flatMap((kind) => versionsOf(kind).map((version) => sheetOf(kind, version)))

test('every kind asks two or three things about each of the eight principles, in their order', () => {
  const principles = loadEdition('primary', 1).principles.map((principle) => principle.key)
  for (const sheet of sheets) {
    assert.deepEqual(sheet.principles, principles, sheet.kind)
    for (const key of principles) {
      const n = sheet.items.filter((item) => item.principle === key).length
      assert.ok(n === 2 || n === 3, `${sheet.kind} asks ${n} things about ${key}`)
    }
    assert.equal(new Set(sheet.items.map((item) => item.key)).size, sheet.items.length)
  }
})

test('English and easy-read English are there for every kind, and easy read has pictures', () => {
  for (const sheet of sheets) for (const own of [ORIGINAL, 'en-easy']) assert.ok(sheet.languages.includes(own))
  assert.equal(wordsIn('en-easy')!.language.pictures, true)
})

test('a language that has words for the pages has words for every kind, and the other way round', () => {
  for (const sheet of sheets) assert.deepEqual(sheet.languages, languages(), `${sheet.kind} ${sheet.version}`)
})

function keysOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return [`${at}[${value.length}]`]
  if (value === null || typeof value !== 'object') return [at]
  return Object.entries(value).flatMap(([name, own]) => keysOf(own, `${at}.${name}`))
}

test('each language has the same keys as English, and something to say for each', () => {
  for (const language of languages()) {
    assert.deepEqual(keysOf(wordsIn(language)), keysOf(wordsIn(ORIGINAL)), language)
    for (const sheet of sheets) {
      const words = kindWordsIn(sheet, language)!
      assert.deepEqual(Object.keys(words.principles), sheet.principles, `${sheet.kind} in ${language}`)
      assert.deepEqual(
        Object.keys(words.items),
        sheet.items.map((item) => item.key),
        `${sheet.kind} in ${language}`,
      )
    }
  }
})

test('no two questions of a sheet have the same words, and none of another language is left in English', () => {
  for (const sheet of sheets) {
    const english = kindWordsIn(sheet, ORIGINAL)!
    for (const language of sheet.languages) {
      const words = kindWordsIn(sheet, language)!
      assert.equal(new Set(Object.values(words.items)).size, sheet.items.length, `${sheet.kind} in ${language}`)
      if (wordsIn(language)!.language.lang === 'en') continue
      const same = sheet.items.filter((item) => words.items[item.key] === english.items[item.key])
      assert.deepEqual(same, [], `${sheet.kind} in ${language}`)
    }
  }
})

test('what fits school, college and club says "here" and names no kind of place', () => {
  for (const sheet of sheets)
    for (const language of [ORIGINAL, 'en-easy']) {
      const text = JSON.stringify(kindWordsIn(sheet, language))
      assert.doesNotMatch(text, /\b(school|college|club|classroom|teacher)s?\b/i, `${sheet.kind} in ${language}`)
    }
})

test('easy read is short: twelve words to a sentence at most', () => {
  const easy = [wordsIn('en-easy'), ...sheets.map((sheet) => kindWordsIn(sheet, 'en-easy'))]
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : []
  const long = texts(easy)
    .flatMap((text) => text.split(/[.?!:]/))
    .filter((sentence) => sentence.trim().split(/\s+/).length > 12)
  assert.deepEqual(long, [])
})

test('a published version is frozen: its items and English words have the digest they were published with', () => {
  const now = sheets.map((sheet) => ({ kind: sheet.kind, version: sheet.version, digest: publishedDigest(sheet) }))
  assert.deepEqual(publishedDigests(), now)
})

test('what a speaker signs is different for each kind and language', () => {
  const all = sheets.flatMap((sheet) => sheet.languages.map((language) => translationDigest(sheet, language)))
  assert.equal(new Set(all).size, all.length)
})

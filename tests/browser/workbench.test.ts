// The evaluator's journey: load a CSV, say which columns are items, see the dimensions, take the R script. Every page on the
// way meets axe and 320 px. Then the same without JavaScript and by keyboard, and an answer that takes long.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { closeBench } from '../../src/modules/workbench/runs/bench.ts'
import { root } from '../sources.ts'
import { checkPage, openTown, type Fault, type Town } from './browser.ts'

let town: Town
before(async () => {
  town = await openTown()
})
after(async () => {
  await closeBench()
  await town.close()
})

const PUPILS = join(root, 'content/workbench/pupils.csv')

async function openWorkbench(page: Page): Promise<void> {
  await page.goto('/')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Workbench' }).click()
  await page.waitForURL(/\/workbench$/)
}

const heading = (page: Page): Promise<string> => page.locator('h1').innerText()

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFileSync(await file.path(), 'utf8')
}

test('an evaluator loads a file, names its items, sees the dimensions and takes the R script', async () => {
  const { page, context } = await town.as('noor')
  const faults: Fault[] = []
  const check = async (where: string): Promise<void> => void faults.push(...(await checkPage(page, where)))
  page.on('pageerror', (error) => faults.push({ where: page.url(), what: error.message }))
  page.on('console', (said) => said.type() === 'error' && faults.push({ where: page.url(), what: said.text() }))
  await openWorkbench(page)
  await check('the way in')
  await page.getByLabel('A CSV file').setInputFiles(PUPILS)
  await page.getByRole('button', { name: 'Load this data' }).click()
  assert.match(await heading(page), /We guessed what is in your data/)
  await check('the codebook')
  await page.getByLabel('Everyone is in it').check()
  await page.getByLabel('What “q4” is').selectOption('reversed')
  await page.getByLabel('What to call “q1”').fill('I feel calm')
  await page.getByLabel('Lowest answer').fill('0')
  await page.getByLabel('Highest answer').fill('3')
  await page.getByRole('button', { name: 'This is right, go on' }).click()
  assert.match(await heading(page), /240 rows ready/)
  await check('the questions')
  await page.getByRole('link', { name: 'What are the dimensions?' }).click()
  assert.equal(await page.getByLabel('I feel calm').isChecked(), true)
  await check('a question')
  await page.getByRole('button', { name: 'Work it out' }).click()
  await page.waitForURL(/\/runs\//)
  assert.match(await heading(page), /9 of 9 items belong to one of two dimensions: 5 to A, 4 to B/)
  assert.match(await page.locator('main').innerText(), /Turned round, as 0 \+ 3 less the answer: “q4”/)
  assert.match(await page.locator('svg[role=img]').first().innerHTML(), /I feel calm/)
  await check('the answer')
  const script = await download(page, 'The script for R')
  assert.match(script, /psych::fa\(R, nfactors = k, n\.obs = n, fm = "minres"/)
  assert.match(script, /# q1: I feel calm/)
  assert.match(
    await download(page, 'The numbers (CSV)'),
    /Items and the dimensions they belong to,I feel calm,Belongs to,Dimension A/,
  )
  await page.getByRole('link', { name: 'Ask something else' }).click()
  await page.getByRole('button', { name: 'Forget this data now' }).click()
  await page.waitForURL(/\/workbench$/)
  assert.match(await page.locator('main').innerText(), /The data is gone from the workbench/)
  await context.close()
  assert.deepEqual(faults, [])
})

test('the review’s analysis is one press and one question away in the demonstration', async () => {
  const { page, context } = await town.as('noor')
  await openWorkbench(page)
  await page.getByRole('button', { name: /Try it\s*: Ratings with the review/ }).click()
  await page.getByRole('link', { name: 'Show me the review’s whole analysis' }).click()
  await page.getByRole('button', { name: 'Work it out' }).click()
  await page.waitForURL(/\/runs\//)
  assert.match(
    await heading(page),
    /15 of 17 ratings make two dimensions, 10 and 5; “team” and “school” differ on both/,
  )
  const words = await page.locator('main').innerText()
  for (const said of ['People chose for themselves', 'There are few people for this', '0.89', '0.86'])
    assert.ok(words.includes(said), said)
  assert.deepEqual(await checkPage(page, 'the review'), [])
  await page.goto(page.url().replace(/\/questions.*/, ''))
  await page.getByRole('button', { name: 'Forget this data now' }).click()
  await context.close()
})

test('without JavaScript, by keyboard and at 320 px, pasted rows are asked whether they hang together', async () => {
  const { page, context } = await town.as('noor', { javaScript: false, width: 320 })
  await openWorkbench(page)
  await page.locator('summary').first().press('Enter')
  await page.getByLabel('Rows copied from a spreadsheet').focus()
  const rows = Array.from({ length: 40 }, (_, i) => [i % 4, (i + (i % 3 === 0 ? 1 : 0)) % 4, (i * 7) % 4].join('\t'))
  await page.getByLabel('Rows copied from a spreadsheet').fill(['q1\tq2\tq3', ...rows].join('\n'))
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/codebook$/)
  await page.getByRole('button', { name: 'This is right, go on' }).press('Enter')
  await page.getByRole('link', { name: 'Do these items hang together?' }).press('Enter')
  await page.getByRole('button', { name: 'Work it out' }).press('Enter')
  await page.waitForURL(/\/runs\//)
  assert.match(await heading(page), /These 3 items/)
  assert.equal(await page.locator('html').evaluate((html) => html.scrollWidth), 320)
  await page.goto(page.url().replace(/\/questions.*/, ''))
  await page.getByRole('button', { name: 'Forget this data now' }).click()
  await context.close()
})

test('an answer that takes long says how far it is, looks again by itself, and can be cancelled', async () => {
  const { page, context } = await town.as('noor')
  const columns = 280
  const lines = Array.from({ length: 600 }, (_, row) =>
    Array.from({ length: columns }, (_cell, at) =>
      Math.floor(Math.abs(Math.sin(row * 12.9898 + at * 78.233) * 43_758.5453) % 4),
    ).join(','),
  )
  const head = Array.from({ length: columns }, (_, at) => `q${at + 1}`).join(',')
  await openWorkbench(page)
  await page
    .getByLabel('A CSV file')
    .setInputFiles({ name: 'large.csv', mimeType: 'text/csv', buffer: Buffer.from([head, ...lines].join('\n')) })
  await page.getByRole('button', { name: 'Load this data' }).click()
  await page.getByRole('button', { name: 'This is right, go on' }).click()
  await page.getByRole('link', { name: 'How many dimensions are in it?' }).click()
  await page.getByRole('button', { name: 'Work it out' }).click()
  await page.waitForURL(/\/runs\//)
  assert.equal(await heading(page), 'How many dimensions are in it?\nIt is being worked out')
  assert.deepEqual(await checkPage(page, 'while it works'), [])
  const bar = page.locator('progress')
  const first = Number(await bar.getAttribute('value'))
  await page.waitForFunction((was) => (document.querySelector('progress')?.value ?? 100) > was, first)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('You cancelled it').waitFor()
  await context.close()
})

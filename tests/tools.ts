// The programs the tests need beside Node: a real Chromium, a PostgreSQL server, a reader of PDF files. As root on a
// Debian they are installed; elsewhere Chromium is fetched where possible, and what is missing is named.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { serverPrograms } from './postgres.ts'

const MINUTE = 60_000
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Where Chromium is: the machine's own, else the one Playwright fetched. */
export function chromiumPath(): string | undefined {
  for (const name of BROWSERS) {
    const found = onPath(name)
    if (found) return found
  }
  const own = chromium.executablePath()
  return runnable(own) ? own : undefined
}

/** What is still missing afterwards, in words. */
export function bringTools(): string[] {
  const wanted: string[] = []
  if (!chromiumPath()) wanted.push('chromium')
  if (!serverPrograms()) wanted.push('postgresql')
  if (!onPath('pdftotext')) wanted.push('poppler-utils')
  if (wanted.length && process.getuid?.() === 0 && onPath('apt-get')) installed(wanted)
  if (!chromiumPath()) fetched()
  const missing: string[] = []
  if (!chromiumPath()) missing.push('Chromium')
  if (!serverPrograms()) missing.push('the programs of a PostgreSQL server (15 or later)')
  if (!onPath('pdftotext')) missing.push('pdftotext (poppler-utils)')
  return missing
}

function installed(packages: string[]): void {
  console.log(`Installing ${packages.join(', ')} with apt-get, for the tests.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args: string[]): void =>
    void spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'], timeout: 10 * MINUTE })
  run('update')
  // One at a time: a machine may have one and not another.
  for (const name of packages) run('install', '-y', '--no-install-recommends', name)
}

function fetched(): void {
  console.log('Asking Playwright for its Chromium, for the tests.')
  const cli = join(import.meta.dirname, '..', 'node_modules', 'playwright-core', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: 5 * MINUTE,
  })
}

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(runnable)
}

function runnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false // not here
  }
}

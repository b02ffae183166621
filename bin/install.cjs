// Puts node_modules in order from package-lock.json, when it is not. Plain JavaScript without dependencies, because
// nothing is installed yet when it runs, and any Node from 20 on may run it.
'use strict'
const { spawnSync } = require('node:child_process')
const fs = require('node:fs')
const { basename, join } = require('node:path')

const root = join(__dirname, '..')
const lockfile = join(root, 'package-lock.json')
const installed = join(root, 'node_modules', '.package-lock.json')
const turn = join(root, '.cache', 'installing')
const STALE = 15 * 60_000 // no install takes as long: whoever holds the turn has gone, even if its number lives on

/** @param {{ dev: boolean }} wanted whether what only tests and tools need must be there too */
function install(wanted) {
  if (!isNeeded(wanted)) return
  takeTurn()
  try {
    if (isNeeded(wanted)) runNpm(wanted)
  } finally {
    fs.rmSync(turn, { recursive: true, force: true })
  }
}

// npm writes node_modules/.package-lock.json as the last step of any install: it is absent after a broken one and
// older after a pull.
function isNeeded({ dev }) {
  return timeOf(installed) < timeOf(lockfile) || (dev && !hasDev())
}

function hasDev() {
  return fs.existsSync(join(root, 'node_modules', 'typescript', 'package.json'))
}

function timeOf(path) {
  try {
    return fs.statSync(path).mtimeMs
  } catch {
    return 0
  }
}

function runNpm({ dev }) {
  const before = fs.readFileSync(lockfile)
  // What a developer has is not taken away by a start. The optional packages hold Node itself: never left out.
  const part = dev || hasDev() ? '--include=dev' : '--omit=dev'
  const args = ['install', '--no-save', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']
  args.push('--include=optional', part, '--loglevel=error')
  console.error('Installing what package-lock.json names. This is needed once.')
  const result = spawnNpm(args)
  const changed = !fs.readFileSync(lockfile).equals(before)
  if (changed) fs.writeFileSync(lockfile, before)
  if (result.error || result.status !== 0)
    stop('npm could not install the packages. What it says is above; trying again is safe.')
  if (changed) stop('package.json and package-lock.json do not belong together: npm would have changed the lock.')
  // npm leaves the file alone when nothing was missing, as in a copied folder: say that it has been looked at.
  if (fs.existsSync(installed)) fs.utimesSync(installed, new Date(), new Date())
}

/** The very npm that runs us, when one does: another may be absent, or of another version. */
function spawnNpm(args) {
  const own = process.env.npm_execpath ?? ''
  const options = { cwd: root, stdio: ['ignore', 2, 2] } // standard output belongs to the command, such as --json
  if (basename(own) === 'npm-cli.js') return spawnSync(process.execPath, [own, ...args], options)
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' })
}

/** Two first starts at once would tear each other's folders away: one installs, the other waits and finds it done. */
function takeTurn() {
  fs.mkdirSync(join(root, '.cache'), { recursive: true })
  let told = false
  for (;;) {
    try {
      fs.mkdirSync(turn)
      fs.writeFileSync(join(turn, 'owner'), String(process.pid))
      return
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (isAbandoned()) {
      fs.rmSync(turn, { recursive: true, force: true })
      continue
    }
    if (!told) console.error('Another start is installing. Waiting for it.')
    told = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250 + Math.random() * 100)
  }
}

function isAbandoned() {
  const age = Date.now() - timeOf(turn)
  if (age > STALE) return true
  let owner
  try {
    owner = Number(fs.readFileSync(join(turn, 'owner'), 'utf8'))
  } catch {
    return age > 5000 // made a moment ago and not signed yet, or killed in between
  }
  try {
    process.kill(owner, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function stop(sentence) {
  fs.rmSync(turn, { recursive: true, force: true })
  console.error(sentence)
  process.exit(1)
}

module.exports = { install, root }

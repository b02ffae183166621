// Hands over to Node 24, which comes locked among the packages, and stays between it and whoever started us: passes
// signals on, ends as it ends, and stops it when npm above us is gone, for npm may die of a signal without a word.
'use strict'
const { spawn } = require('node:child_process')
const fs = require('node:fs')
const { constants } = require('node:os')
const { delimiter, dirname, join } = require('node:path')
const { pathToFileURL } = require('node:url')
const { root } = require('./install.cjs')

const NEEDED = 24
const LOOK_EVERY = 500
const AT_ONCE = 1000

function findNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const locked = join(root, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (fs.existsSync(locked)) return locked
  return itself()
}

function itself() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED) return process.execPath
  console.error(
    `Wholeschool needs Node ${NEEDED}, and brings its own for Linux (x64, arm64) and Windows (x64). ` +
      `Here, on ${process.platform} ${process.arch}, please install Node ${NEEDED} or later and try again.`,
  )
  return process.exit(1)
}

/** Runs a file of ours under Node 24 with these arguments; ends this process with it. */
function handOver(file, args, node = findNode()) {
  const child = spawn(
    node,
    ['--import', pathToFileURL(join(__dirname, 'follow.mjs')).href, join(root, file), ...args],
    {
      detached: process.platform !== 'win32', // a group of its own: it hears a terminal's Ctrl-C once, from us
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'], // the fourth closes when this process is killed: see follow.mjs
      env: {
        // Compiled once and kept: the next start reads it instead of every source file anew.
        NODE_COMPILE_CACHE: join(root, '.cache', 'node'),
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
      },
    },
  )
  let told = { signal: '', at: 0 }
  const tell = (signal) => {
    // The terminal and npm may both pass on the same Ctrl-C; a second one by a person, "now!", comes later.
    if (told.signal === signal && Date.now() - told.at < AT_ONCE) return
    told = { signal, at: Date.now() }
    child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => tell(signal))
  whenAbandoned(() => told.signal || tell('SIGTERM'))
  child.on('error', (error) => {
    // Locked for this platform, but it cannot run here, as on a Linux without glibc.
    if (node !== process.execPath && error.code === 'ENOENT') return handOver(file, args, itself())
    throw error
  })
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100) // a signal that does not end us
  })
}

/** Only under npm: anyone else may leave us running in the background on purpose. */
function whenAbandoned(stop) {
  if (!process.env.npm_execpath) return
  const parent = process.ppid
  // npm runs a script by way of a shell, which may stay between and outlive it.
  const above = isShell(parent) ? parentOf(parent) : undefined
  const timer = setInterval(() => {
    if (process.ppid === parent && (above === undefined || parentOf(parent) === above)) return
    clearInterval(timer)
    stop()
  }, LOOK_EVERY)
  timer.unref()
}

// Linux says who is whose parent in /proc; elsewhere only our own parent is watched.
function statusOf(pid) {
  try {
    return /^\d+ \((.*)\) \S (\d+)/s.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return null
  }
}

const isShell = (pid) => /^(ba|da|z|k|a)?sh$/.test(statusOf(pid)?.[1] ?? '')
const parentOf = (pid) => statusOf(pid)?.[2]

module.exports = { handOver }

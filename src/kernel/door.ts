// The door of a running embedded server: a socket in DATA_DIR, open only to the account that owns the directory.
// The embedded engine has one owner, so a command typed beside a running server is done by that server, and the
// person at the terminal sees the same lines and gets the same exit code.
// One connection is one command: a line of JSON in; lines of { out } back; at last { exit }.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, lstatSync, mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Command = (args: string[], out: (line: string) => void) => Promise<number>
export type Door = { close(): Promise<void> }

type Asked = { command: string; args: string[] }
type Answer = { out: string } | { exit: number }

const LONGEST_PATH = 100 // bytes; the kernel keeps 108 (104 on a Mac) for a socket's name, with its closing zero
const LONGEST_REQUEST = 1_000_000

/** Only for the process that owns the directory (see embedded.ts): whatever lies at the door's place is then stale. */
export async function openDoor(dataDir: string, commands: Record<string, Command>): Promise<Door> {
  const mark = join(dataDir, 'door.sock')
  const aside = process.platform !== 'win32' && Buffer.byteLength(mark) > LONGEST_PATH ? privateFolder() : undefined
  const place = process.platform === 'win32' ? pipeOf(dataDir) : aside ? join(aside, 'door.sock') : mark
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {}) // whoever asked has gone; the work goes on
    void serve(socket, commands)
  })
  removeStale(mark)
  await listen(server, place)
  if (process.platform !== 'win32') chmodSync(place, 0o600)
  if (aside) symlinkSync(place, mark)
  return {
    async close() {
      rmSync(mark, { force: true })
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
      if (aside) rmSync(aside, { recursive: true, force: true })
    },
  }
}

/** Has a running server do it. Names of files in `args` must be absolute: the server stands in another folder. */
export async function callDoor(
  dataDir: string,
  command: string,
  args: string[],
  out: (line: string) => void,
): Promise<number | 'no-server'> {
  const socket = await reach(placeIn(dataDir))
  if (!socket) return 'no-server'
  const asked: Asked = { command, args }
  socket.write(`${JSON.stringify(asked)}\n`)
  try {
    for await (const line of linesOf(socket)) {
      const answer = JSON.parse(line) as Answer
      if ('exit' in answer) return answer.exit
      out(answer.out)
    }
  } finally {
    socket.destroy()
  }
  throw new Error('The server stopped before the command was finished.')
}

async function serve(socket: Socket, commands: Record<string, Command>): Promise<void> {
  const answer = (line: Answer): boolean => socket.writable && socket.write(`${JSON.stringify(line)}\n`)
  let exit = 2
  try {
    const { command, args } = await readRequest(socket)
    const run = Object.hasOwn(commands, command) ? commands[command] : undefined
    if (run) exit = await run(args, (out) => answer({ out }))
    else answer({ out: `The running server does not know the command ${command}.` })
  } catch (error) {
    exit = 1
    answer({ out: error instanceof Error ? error.message : String(error) })
  }
  answer({ exit })
  socket.end()
}

async function readRequest(socket: Socket): Promise<Asked> {
  for await (const line of linesOf(socket, LONGEST_REQUEST)) {
    const { command, args } = (JSON.parse(line) as Partial<Asked> | null) ?? {}
    if (typeof command !== 'string' || !Array.isArray(args) || !args.every((arg) => typeof arg === 'string')) break
    return { command, args }
  }
  throw new Error('The request is not a command with its arguments.')
}

/** Lines end at \n alone: readline would also break a text at its own line separators (U+2028). */
async function* linesOf(socket: Socket, longest = Infinity): AsyncGenerator<string> {
  let rest = ''
  socket.setEncoding('utf8')
  for await (const part of socket.iterator({ destroyOnReturn: false }) as AsyncIterable<string>) {
    const [first = '', ...others] = part.split('\n')
    rest += first
    for (const other of others) {
      yield rest
      rest = other
    }
    if (rest.length > longest) throw new Error('The request is too long.')
  }
}

async function listen(server: Server, place: string): Promise<void> {
  server.listen(place)
  await once(server, 'listening')
}

async function reach(place: string | undefined): Promise<Socket | undefined> {
  if (!place) return undefined
  const socket = connect(place)
  try {
    await once(socket, 'connect')
    return socket
  } catch (error) {
    socket.destroy()
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return undefined // nobody, or one who was killed
    throw error
  }
}

function placeIn(dataDir: string): string | undefined {
  if (process.platform === 'win32') return pipeOf(dataDir)
  const mark = join(dataDir, 'door.sock')
  const found = lstatSync(mark, { throwIfNoEntry: false })
  return found?.isSymbolicLink() ? readlinkSync(mark) : found && mark
}

function removeStale(mark: string): void {
  const found = lstatSync(mark, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) {
    const folder = dirname(readlinkSync(mark))
    if (/[/]wholeschool-door-[^/]+$/.test(folder)) rmSync(folder, { recursive: true, force: true })
  }
  rmSync(mark, { force: true })
}

/** Where DATA_DIR is too deep for a socket's name: a folder that mkdtemp makes for this account alone. */
function privateFolder(): string {
  const wanted = join(tmpdir(), 'wholeschool-door-')
  return mkdtempSync(Buffer.byteLength(wanted) > LONGEST_PATH - 20 ? '/tmp/wholeschool-door-' : wanted)
}

function pipeOf(dataDir: string): string {
  return `\\\\.\\pipe\\wholeschool-${createHash('sha256').update(dataDir.toLowerCase()).digest('hex').slice(0, 32)}`
}

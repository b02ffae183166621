// A process that asks for one page again and again over connections that are kept, one request at a time on each, and
// prints how many whole answers it had in a second. Run: node bench/load.ts '{"urls":[…],"cookie":"…","connections":8,"seconds":5}'
// It speaks just enough HTTP for that, so that little of the machine's time is its own.
import { connect, type Socket } from 'node:net'

export type Task = { urls: string[]; cookie: string; encoding: string; connections: number; seconds: number }

const HEAD_ENDS = '\r\n\r\n'
const LAST_CHUNK = Buffer.from('0\r\n\r\n')

type Reading = { got: Buffer[]; length: number; needs: number }

/** How long the whole answer is; -1 while unknown, Infinity when it comes in chunks. */
function lengthOf(start: Buffer): number {
  const text = start.toString('latin1')
  const end = text.indexOf(HEAD_ENDS)
  if (end < 0) return -1
  if (!text.startsWith('HTTP/1.1 200 ')) throw new Error(`Not a page: ${text.slice(0, 400)}`)
  const said = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end))
  return said ? end + HEAD_ENDS.length + Number(said[1]) : Infinity
}

/** Takes a piece of the answer; true when it is whole. */
function take(reading: Reading, piece: Buffer): boolean {
  reading.got.push(piece)
  reading.length += piece.length
  if (reading.needs < 0) reading.needs = lengthOf(reading.got.length === 1 ? piece : Buffer.concat(reading.got))
  if (reading.needs !== Infinity) return reading.length >= reading.needs
  return piece.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
}

function ask(task: Task, url: URL, until: number, count: () => void): Promise<void> {
  const request = `GET ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncookie: ${task.cookie}\r\naccept-encoding: ${task.encoding}\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(Number(url.port), url.hostname, () => socket.write(request))
    let reading: Reading = { got: [], length: 0, needs: -1 }
    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The server hung up')))
    socket.on('data', (piece) => {
      if (!take(reading, piece)) return
      count()
      if (performance.now() >= until) {
        socket.removeAllListeners('close')
        socket.destroy()
        return resolve()
      }
      reading = { got: [], length: 0, needs: -1 }
      socket.write(request)
    })
  })
}

if (import.meta.main) {
  const task = JSON.parse(process.argv[2]!) as Task
  const began = performance.now()
  let answers = 0
  const urls = task.urls.map((url) => new URL(url))
  const all = Array.from({ length: task.connections }, (_, i) =>
    ask(task, urls[i % urls.length]!, began + task.seconds * 1000, () => (answers += 1)),
  )
  await Promise.all(all)
  process.stdout.write(`${answers / ((performance.now() - began) / 1000)}\n`)
}

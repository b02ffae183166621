// A file on its way in: streamed to a temporary path under a limit, removed when the request is over, never trusted.
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'
import type { Upload } from './route.ts'

/** What the parser says of a broken body is the sender's mistake; what the disk says is ours, and has a code. */
function brokenOr(error: unknown): unknown {
  const { code } = error as { code?: string }
  return error instanceof Problem || code !== undefined ? error : new Problem('kernel.bad-request')
}

/** Reads a multipart request: fields into `body`, the file in the field `file` into `upload`. */
export async function receiveUpload(request: FastifyRequest, reply: FastifyReply, most: number): Promise<void> {
  if (!request.isMultipart()) return // An ordinary form: the page says that the file is missing.
  const folder = await mkdtemp(join(tmpdir(), 'wholeschool-'))
  // The answer's end, not the request's: that one comes as soon as the body has been read.
  reply.raw.once('close', () => void rm(folder, { recursive: true, force: true }))
  try {
    await readParts(request, folder, most)
  } catch (error) {
    throw brokenOr(error)
  }
}

async function readParts(request: FastifyRequest, folder: string, most: number): Promise<void> {
  const body = Object.create(null) as Record<string, string | string[]>
  let upload: Upload | undefined
  const limits = { fileSize: most, files: 1, fields: 100, fieldSize: 256 * 1024 }
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') {
      const before = body[part.fieldname]
      body[part.fieldname] = before === undefined ? String(part.value) : [before, String(part.value)].flat()
      continue
    }
    const path = join(folder, randomUUID())
    await pipeline(part.file, createWriteStream(path, { mode: 0o600 }))
    if (part.file.truncated) throw new Problem('kernel.too-large')
    const { size } = await stat(path)
    if (part.fieldname === 'file' && size > 0)
      upload = { name: part.filename.slice(0, 200), type: part.mimetype, path, size }
  }
  request.body = body
  Object.assign(request, { upload })
}

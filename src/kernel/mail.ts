// Letters out. A letter is a row, sealed, made in the transaction of the deed that caused it; the queue carries it
// afterwards through a carrier. SMTP is the first carrier; another joins by being a `Carrier`.
import nodemailer from 'nodemailer'
import type { Letter } from './context.ts'
import type { Secrets } from './secrets.ts'

export type Carrier = {
  /** Delivers or throws; the queue tries again later. */
  carry(letter: Letter, id: string): Promise<void>
  close(): void
}

/** SMTP through nodemailer; the queued letter's id is the Message-ID, so that a second try is the same letter. */
export function smtpCarrier(url: string, from: string): Carrier {
  const transport = nodemailer.createTransport({ url, connectionTimeout: 15_000, socketTimeout: 30_000 })
  return {
    async carry(letter, id) {
      await transport.sendMail({
        from,
        to: letter.to,
        subject: letter.subject,
        text: letter.words,
        messageId: `<${id}@wholeschool>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    close: () => transport.close(),
  }
}

const PURPOSE = 'letter'

export function sealLetter(secrets: Secrets, letter: Letter): Buffer {
  return secrets.seal(PURPOSE, JSON.stringify(letter))
}

export function openLetter(secrets: Secrets, sealed: Buffer): Letter | undefined {
  const clear = secrets.open(PURPOSE, sealed)
  return clear === undefined ? undefined : (JSON.parse(clear) as Letter)
}

/** A refusal in words for operators: the server's code, never an address. */
export function refusalWords(error: unknown): string {
  const { code, responseCode } = error as { code?: string; responseCode?: number }
  return [code, responseCode].filter(Boolean).join(' ') || 'The mail server could not be reached'
}

// Waiting, but not for ever: for questions whose answer is worth nothing when it is late.

export class TooLate extends Error {}

/** The answer, or TooLate. Whatever comes of it afterwards is nobody's business any more. */
export async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new TooLate(`No answer within ${milliseconds} ms`)), milliseconds)
  })
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

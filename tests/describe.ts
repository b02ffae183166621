// Asks PostgreSQL what a statement is: the types of its parameters and the columns of its answer, without running it.
import type pg from 'pg'

export type Column = { name: string; type: number; table: number; column: number }
export type Description = { columns: Column[]; params: number[] }

type Wire = {
  parse(message: { name: string; text: string; types: number[] }): void
  describe(message: { type: string; name: string }): void
  sync(): void
  on(event: string, heard: (message: never) => void): void
  removeListener(event: string, heard: (message: never) => void): void
}

type Fields = { fields: { name: string; dataTypeID: number; tableID: number; columnID: number }[] }

/** The driver has no call for this, so we speak Parse and Describe ourselves on its connection. */
export function describe(client: pg.ClientBase, text: string): Promise<Description> {
  return new Promise((resolve, reject) => {
    const found: Description = { columns: [], params: [] }
    let wire: Wire | undefined
    let failed: Error | undefined
    const params = (message: { dataTypeIDs: number[] }): void => {
      found.params = message.dataTypeIDs
    }
    const asked = {
      submit(connection: Wire): void {
        wire = connection
        connection.on('parameterDescription', params)
        connection.parse({ name: '', text, types: [] })
        connection.describe({ type: 'S', name: '' })
        connection.sync()
      },
      handleRowDescription(message: Fields): void {
        found.columns = message.fields.map((f) => ({
          name: f.name,
          type: f.dataTypeID,
          table: f.tableID,
          column: f.columnID,
        }))
      },
      handleError(error: Error): void {
        failed = error
      },
      handleReadyForQuery(): void {
        wire?.removeListener('parameterDescription', params)
        if (failed) reject(failed)
        else resolve(found)
      },
    }
    ;(client as unknown as { query(asked: object): void }).query(asked)
  })
}

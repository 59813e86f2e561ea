import { Readable } from 'node:stream'
import yazl from 'yazl'

/** One file of an archive: its name and what it holds, made when its turn comes. */
export interface ArchiveFile {
  name: string
  text: () => AsyncIterable<string>
}

/**
 * A zip archive as a stream, made as it is read: an export of any size needs little memory. When a file cannot be made the
 * stream breaks off with an error, so that half an archive never looks like a whole one.
 */
export function zipStream(files: AsyncIterable<ArchiveFile>): Readable {
  const zip = new yazl.ZipFile()
  const output = new Readable().wrap(zip.outputStream)
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  zip.on('error', fail)
  void (async () => {
    for await (const { name, text } of files) await add(zip, name, text())
    zip.end()
  })().catch(fail)
  return output
}

/** Adds one file and waits until it is in: files are made one after the other. */
function add(zip: yazl.ZipFile, name: string, text: AsyncIterable<string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const source = Readable.from(text, { objectMode: false })
    source.once('error', reject)
    source.once('end', resolve)
    zip.addReadStream(source, name, { mtime: new Date() })
  })
}

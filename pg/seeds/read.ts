import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const seedsDir = import.meta.dirname

/** Reads one YAML file of the seeds; throws naming the file when it does not have the expected shape. */
export async function readYaml<T extends z.ZodType>(file: string, schema: T): Promise<z.infer<T>> {
  const parsed = schema.safeParse(parse(await readText(file)))
  if (parsed.success) return parsed.data
  throw new Error(`pg/seeds/${file}: ${z.prettifyError(parsed.error)}`)
}

/** Reads every YAML file of a folder of the seeds, in the order of their names. */
export async function readYamls<T extends z.ZodType>(folder: string, schema: T): Promise<z.infer<T>[]> {
  const names = (await readdir(join(seedsDir, folder))).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(names.map((name) => readYaml(join(folder, name), schema)))
}

/** The text of one file of the seeds. */
export function readText(file: string): Promise<string> {
  return readFile(join(seedsDir, file), 'utf8')
}

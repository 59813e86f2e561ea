import { AppError } from '@hg/runtime'
import { expect, it } from 'vitest'
import { whileUnavailable } from './while-unavailable.ts'

const away = () => Promise.reject(new AppError('unavailable'))

it('a write is repeated while the database is away', async () => {
  let calls = 0
  const written = await whileUnavailable(new AbortController().signal, () =>
    ++calls < 2 ? away() : Promise.resolve('written'),
  )
  expect([written, calls]).toEqual(['written', 2])
})

it('any other failure is not repeated', async () => {
  let calls = 0
  const work = () => Promise.reject(new Error(`failure ${++calls}`))
  await expect(whileUnavailable(new AbortController().signal, work)).rejects.toThrow('failure 1')
})

it('nothing is repeated once the lease has ended', async () => {
  let calls = 0
  const ended = new AbortController()
  const work = () => {
    calls += 1
    ended.abort()
    return away()
  }
  await expect(whileUnavailable(ended.signal, work)).rejects.toMatchObject({ code: 'unavailable' })
  expect(calls).toBe(1)
})

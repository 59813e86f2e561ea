import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { toast } from 'sonner'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ApiError } from '#lib/api.ts'
import { errorText, reasonsOf, sortErrors } from './field-errors.ts'
import { formMessage } from './form-messages.ts'
import { emptyIsAbsent, emptyIsNull, numberOrAbsent, numberOrNull, usdOrAbsent, usdOrNull } from './registering.ts'
import { saveMutation, showAtFields } from './use-save.ts'

const invalid = (...paths: string[]) =>
  new ApiError('invalid_request', 'The request is not valid', {
    status: 400,
    fields: paths.map((path) => ({ path, message: 'must be shorter' })),
  })

describe('errors of the service', () => {
  it('are told by what was found wrong where there is no form, each once, and in their own words otherwise', () => {
    expect(reasonsOf(invalid('variants.0', 'variants.1'))).toEqual(['Must be shorter'])
    expect(reasonsOf(invalid())).toEqual(['The request is not valid'])
    expect(reasonsOf(new Error('Gone'))).toEqual(['Gone'])
  })

  it('stand at the field of a row, or at the list where rows have no fields', () => {
    const names = ['name', 'sections', 'sections.*.title', 'sections.*.hints']
    const sorted = sortErrors(
      invalid('sections.2.title', 'sections.2.hints.0', 'sections.1.length', 'sections.x.title', 'names'),
      names,
    )
    expect(sorted.fields.map(({ field }) => field)).toEqual([
      'sections.2.title',
      'sections.2.hints',
      'sections',
      'sections',
    ])
    expect(sorted.rest.map(({ path }) => path)).toEqual(['names'])
  })

  it('are put at the fields, the first of which takes the caret', () => {
    const set: unknown[] = []
    const form = {
      setError: (name: string, error: unknown) => set.push([name, error]),
      setFocus: (name: string) => set.push(['focus', name]),
    }
    expect(showAtFields(invalid('slug', 'name', 'other'), { form, fields: ['name', 'slug'] })).toBe('slug')
    expect(set).toEqual([
      ['slug', { type: 'server', message: 'Must be shorter' }],
      ['name', { type: 'server', message: 'Must be shorter' }],
      ['focus', 'slug'],
    ])
  })

  it('that name no field leave the form alone', () => {
    const form = { setError: () => expect.unreachable(), setFocus: () => expect.unreachable() }
    expect(showAtFields(new Error('lost'), { form, fields: ['name'] })).toBeUndefined()
    expect(showAtFields(invalid('other'), { form, fields: ['name'] })).toBeUndefined()
  })
})

describe('the text at a field', () => {
  it.each([
    [{ message: 'must be short' }, 'Must be short'],
    [[undefined, { message: 'must not be empty' }], 'Must not be empty'],
    [{ root: { message: 'must have an entry' } }, 'Must have an entry'],
    [{ message: '' }, undefined],
    [undefined, undefined],
    [[], undefined],
  ])('of %j is %j', (error, text) => expect(errorText(error)).toBe(text))
})

describe('wrong fields', () => {
  const schema = z.object({
    name: z.string().min(1),
    email: z.email(),
    days: z.int(),
    kind: z.enum(['a']),
    at: z.date(),
  })
  const good = { name: 'n', email: 'a@b.example', days: 1, kind: 'a', at: new Date() }
  it.each([
    [{ name: '' }, 'must not be empty'],
    [{ name: undefined }, 'must not be empty'],
    [{ email: 'x' }, 'must be an e-mail address'],
    [{ days: undefined }, 'must be a number'],
    [{ days: 1.5 }, 'must be a whole number'],
    [{ kind: 'b' }, 'must be one of the choices'],
    [{ at: undefined }, 'must be given'],
  ])('say what was expected: %j', (wrong, message) => {
    const parsed = schema.safeParse({ ...good, ...wrong }, { error: formMessage })
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message])
  })
})

describe('an empty field', () => {
  it('is absent or null, never zero', () => {
    for (const empty of ['', undefined, null]) {
      expect([emptyIsAbsent, numberOrAbsent].map(({ setValueAs }) => setValueAs(empty))).toEqual([undefined, undefined])
      expect([emptyIsNull, numberOrNull].map(({ setValueAs }) => setValueAs(empty))).toEqual([null, null])
    }
    expect([numberOrAbsent, numberOrNull].map(({ setValueAs }) => setValueAs('0'))).toEqual([0, 0])
  })

  it.each([
    ['0.25', '0.25'],
    [' $ 1.50 ', '1.50'],
    ['.5', '0.5'],
    ['0,05', '0.05'],
    ['1,234.50', '1234.50'],
    ['12,345', '12345'],
    // Neither thousands nor a point: the contract refuses it by name.
    ['1,23,4', '1,23,4'],
    ['a lot', 'a lot'],
  ])('hold the amount that %j means: %j', (typed, amount) => {
    expect([usdOrAbsent, usdOrNull].map(({ setValueAs }) => setValueAs(typed))).toEqual([amount, amount])
    expect([usdOrAbsent, usdOrNull].map(({ setValueAs }) => setValueAs(''))).toEqual([undefined, null])
  })
})

describe('a save', () => {
  const said = () => toast.getHistory().map((entry) => 'title' in entry && entry.title)

  it('says that it is done, and has things read again, once the server said so', async () => {
    const queryClient = new QueryClient()
    let reads = 0
    const stop = new QueryObserver(queryClient, {
      queryKey: ['members', 'list', { clientId: 'a' }],
      queryFn: () => Promise.resolve(++reads),
    }).subscribe(() => undefined)
    await expect.poll(() => reads).toBe(1)

    let answer: (output: string) => void = () => undefined
    const saved: string[] = []
    const sending = new MutationObserver(
      queryClient,
      saveMutation(queryClient, {
        send: (input: string) => new Promise<string>((resolve) => (answer = () => resolve(`${input}!`))),
        stale: [['members']],
        saved: (output) => `Saved ${output}`,
        onSaved: (output, input) => saved.push(output, input),
      }),
    ).mutate('it')
    await expect.poll(() => answer.length).toBe(0)
    expect(said()).not.toContain('Saved it!')
    expect([reads, saved]).toEqual([1, []])

    answer('')
    await sending
    expect(said()).toContain('Saved it!')
    expect(saved).toEqual(['it!', 'it'])
    await expect.poll(() => reads).toBe(2)
    stop()
  })

  it('that fails says so, and nothing else', async () => {
    const queryClient = new QueryClient()
    const sending = new MutationObserver(
      queryClient,
      saveMutation(queryClient, {
        send: () => Promise.reject(new ApiError('forbidden', 'Your role does not allow this', { status: 403 })),
        saved: 'Never said',
        failed: 'It was not saved',
        onSaved: () => expect.unreachable(),
      }),
    ).mutate(undefined)
    await expect(sending).rejects.toThrow('Your role does not allow this')
    expect(said()).toContain('It was not saved')
    expect(said()).not.toContain('Never said')
  })
})

// Uploads a file with tus-js-client, in every way that it knows.
// Called with: address of the service, ticket, file. Prints what it does.
import fs from 'node:fs'
import { PassThrough } from 'node:stream'
import { Upload } from 'tus-js-client'

const [endpoint, ticket, file] = process.argv.slice(2)
const bytes = fs.readFileSync(file)

function options(path, more) {
  return {
    endpoint,
    headers: { 'Lamella-Ticket': ticket },
    metadata: { path },
    retryDelays: [0, 500, 1000, 2000, 4000],
    ...more,
  }
}

// Ends with the upload; `during` is called with its progress and may end it before.
function run(source, settings, during = () => {}) {
  return new Promise((resolve, reject) => {
    const upload = new Upload(source, {
      ...settings,
      onSuccess: () => resolve(upload),
      onError: reject,
      onProgress: (sent) => during(upload, sent, resolve),
    })
    upload.start()
  })
}

console.log('whole')
await run(bytes, options('whole', {}))
console.log('in-chunks')
await run(bytes, options('in-chunks', { chunkSize: 1_500_000 }))
console.log('with-creation')
await run(bytes, options('with-creation', { chunkSize: 4_000_000, uploadDataDuringCreation: true }))
console.log('by-post')
await run(bytes, options('by-post', { overridePatchMethod: true }))
console.log('unknown-length')
await run(fs.createReadStream(file).pipe(new PassThrough()), options('unknown-length', { chunkSize: 2_000_000, uploadLengthDeferred: true }))
console.log('parallel')
await run(bytes, options('parallel', { parallelUploads: 4 }))
console.log('empty')
await run(Buffer.alloc(0), options('empty', {}))

console.log('broken')
const broken = await run(bytes, options('resumed', {}), (upload, sent, resolve) => {
  if (sent > bytes.length / 2) {
    upload.abort().then(() => resolve(upload))
  }
})
console.log('resumed')
await run(bytes, options('resumed', { uploadUrl: broken.url }))

console.log('removed')
const removed = await run(bytes, options('removed', { chunkSize: 1_000_000 }), (upload, sent, resolve) => {
  if (sent > bytes.length / 2) {
    upload.abort(true).then(() => resolve(upload))
  }
})
console.log('asked')
const answer = await fetch(removed.url, {
  method: 'HEAD',
  headers: { 'Tus-Resumable': '1.0.0', 'Lamella-Ticket': ticket },
})
if (answer.status !== 404) {
  throw new Error(`a removed upload answers ${answer.status}`)
}
console.log('done')

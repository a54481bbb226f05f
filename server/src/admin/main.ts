import { runAdmin } from './run-admin.ts';

// The operator's commands as a process: `npm run admin -- …`, or `node server/dist/admin/main.js …` in the image.

const { code, out, error } = await runAdmin(process.argv.slice(2), process.env);
if (out !== '') console.log(out);
if (error !== '') console.error(error);
process.exitCode = code;

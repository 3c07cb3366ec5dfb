import { serveTasks } from "#platform/worker-threads";
import { examineImport, namingUpload } from "./examine-import.ts";
import { returnWorkbook } from "./returned-workbook.ts";
import type { WizardTasks } from "./wizard-tasks.ts";

serveTasks<WizardTasks>({
  examine: async (input) => ({ output: await examineImport(input) }),
  returned: async ({ file, ...input }) => {
    const output = await namingUpload(file, () => returnWorkbook(file, input));
    return { output, transfer: [output.buffer] };
  },
});

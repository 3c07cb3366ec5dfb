import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { TerraceError } from "#errors";

/**
 * A folder that the user names must hold a survey; among many, one that does not is only a warning.
 * @throws TerraceError `survey-folder-empty` naming the first without one, and why
 */
export async function requireSurveyFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const { runs, warnings } = await createSurveyLibrary([folder]).list();
    if (runs.length > 0) continue;
    const reason = warnings[0] ?? "其中没有 summary.json 和 provenance.json";
    throw new TerraceError({
      code: "survey-folder-empty",
      userMessage: `目录 ${folder} 里没有调查成果：${reason}。请指定 terrace survey --out 写出的目录。`,
      message: `There is no survey in ${folder}. Name a folder that terrace survey --out has written.`,
      details: { folder, warnings },
    });
  }
}

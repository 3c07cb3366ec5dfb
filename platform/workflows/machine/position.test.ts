import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { workingDayCalendar } from "#reference-data";
import { dueDay, isPaused, readClock } from "../calendar/clock.ts";
import { addCalendarDays, type Day } from "../calendar/day.ts";
import { addWorkingDays, createWorkingDayCalendar } from "../calendar/working-days.ts";
import { type SampleRecord, sampleWorkflow } from "../sample-workflow.ts";
import { allowedActions, missingInputs } from "./allowed-actions.ts";
import {
  currentClock,
  currentState,
  firstPosition,
  type Position,
  positionAfter,
  positionAfterSigning,
  type TransitionInput,
} from "./position.ts";
import { stagesOf } from "./stages.ts";

const calendar = createWorkingDayCalendar(workingDayCalendar.map(({ value }) => value));
const li = { id: "1", name: "李申请" };
const wang = { id: "2", name: "王审查" };
const zhao = { id: "3", name: "赵领导" };
const ready: SampleRecord = { areaHectares: 3.5, isPublicised: true };
const everyPermission = [...new Set(sampleWorkflow.transitions.map(({ permission }) => permission))];

function take(position: Position, id: string, on: Day, input: Partial<TransitionInput> = {}): Position {
  const transition = sampleWorkflow.transitions.find((each) => each.id === id)!;
  return positionAfter(sampleWorkflow, position, transition, { by: wang.id, on, ...input });
}

const actionsOf = (position: Position, who = wang, record = ready, permissions: readonly string[] = everyPermission) =>
  allowedActions(sampleWorkflow, position, { userId: who.id, permissions }, record);
const action = (position: Position, id: string, who = wang, record = ready) =>
  actionsOf(position, who, record).find((each) => each.id === id);
const blocks = (position: Position, id: string, who = wang, record = ready) =>
  action(position, id, who, record)?.blockedBy.map(({ code }) => code);
const due = (position: Position) => dueDay(calendar, currentClock(position)!);

const drafting = firstPosition(sampleWorkflow, "2026-11-02");
const accepting = take(drafting, "submit", "2026-11-02", { by: li.id });
const reviewing = take(accepting, "accept", "2026-11-04");
const signing = take(reviewing, "propose", "2026-11-09");
const approved = take(signing, "sign-off", "2026-11-10", { by: zhao.id });

describe("the way forward", () => {
  test("each state is entered with its time limit; the next step of the group continues it", () => {
    expect([drafting, accepting, reviewing, signing, approved].map(currentState)).toEqual([
      "drafting",
      "accepting",
      "reviewing",
      "signing",
      "approved",
    ]);
    expect(currentClock(drafting)).toBeNull();
    expect(due(accepting)).toBe("2026-11-09");
    expect(due(reviewing)).toBe("2026-11-18");
    expect(due(signing)).toBe("2026-11-18");
    expect(currentClock(approved)).toBeNull();
  });

  test("what the session has no permission for is not offered", () => {
    expect(actionsOf(accepting, wang, ready, ["sample.review"]).map(({ id }) => id)).toEqual([
      "accept",
      "send-back",
      "hand-over",
    ]);
    expect(actionsOf(accepting, wang, ready, [])).toEqual([]);
  });

  test("a guard and an empty field block with their reason", () => {
    const [submit] = actionsOf(drafting, li, { areaHectares: null, isPublicised: false });
    expect(submit?.blockedBy).toEqual([
      { code: "field-areaHectares", zh: "“占地面积”还没有填写", en: "“Area” is empty" },
    ]);
    expect(blocks(drafting, "submit", li)).toEqual([]);
    expect(blocks(reviewing, "propose", wang, { ...ready, isPublicised: false })).toEqual(["guard-publicised"]);
  });

  test("opinion and evidence that are asked for are missed", () => {
    const propose = action(reviewing, "propose")!;
    expect(missingInputs(propose, { opinion: " " }).map(({ code }) => code)).toEqual([
      "opinion-missing",
      "evidence-minutes",
    ]);
    expect(missingInputs(propose, { opinion: "同意", evidence: [{ kind: "minutes" }] })).toEqual([]);
  });

  test("the bar shows what is done, what is, and what usually follows", () => {
    expect(stagesOf(sampleWorkflow, reviewing).map(({ state, status }) => `${state} ${status}`)).toEqual([
      "drafting done",
      "accepting done",
      "reviewing current",
      "signing ahead",
      "approved ahead",
    ]);
  });

  test("closed is read-only but for reopening, which needs a reason and restarts the time limit", () => {
    expect(actionsOf(approved).map(({ id, needsOpinion }) => [id, needsOpinion])).toEqual([["reopen", true]]);
    const again = take(approved, "reopen", "2026-11-24", { by: zhao.id });
    expect([currentState(again), due(again)]).toEqual(["reviewing", "2026-12-08"]);
  });
});

describe("补正: the clock that stops", () => {
  const supplementing = take(reviewing, "demand-supplement", "2026-11-09");

  test("the applicant has a time limit of their own; the authority's stands", () => {
    expect(due(supplementing)).toBe("2026-12-09");
    expect(isPaused(supplementing.clocks.reviewing!)).toBe(true);
    expect(action(reviewing, "demand-supplement")).toMatchObject({ needsOpinion: true });
  });

  test("back in review as many working days are left as when it was stopped", () => {
    const left = readClock(calendar, currentClock(reviewing)!, "2026-11-09").daysLeft!;
    const back = take(supplementing, "supplement", "2026-12-01", { by: li.id });
    expect(currentState(back)).toBe("reviewing");
    expect(due(back)).toBe(addWorkingDays(calendar, "2026-12-01", left));
  });

  test("stopped during signing, the clock of the whole group stops and goes on there", () => {
    const standing = take(signing, "demand-supplement", "2026-11-10");
    const back = take(standing, "supplement", "2026-11-20", { by: li.id });
    expect(currentState(back)).toBe("signing");
    // Ten working days from 4 November: four until the 10th, six after the 20th.
    expect(due(back)).toBe("2026-11-30");
  });

  test("giving up in between closes it", () => {
    expect(currentState(take(supplementing, "give-up", "2026-11-12", { by: li.id }))).toBe("withdrawn");
  });

  test("stopped as often as one likes, never more nor fewer days than declared", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(30)), { maxLength: 4 }), (rounds) => {
        let position = reviewing;
        let today: Day = "2026-11-04";
        let worked = 0;
        for (const [run, stand] of rounds) {
          const stop = addWorkingDays(calendar, today, run);
          worked += run;
          today = addCalendarDays(stop, stand);
          position = take(take(position, "demand-supplement", stop), "supplement", today);
        }
        expect(due(position)).toBe(addWorkingDays(calendar, today, 10 - worked));
      }),
    );
  });
});

describe("退回", () => {
  test("any step that was passed may be chosen, no other", () => {
    expect(action(signing, "send-back")?.targets.map(({ state }) => state)).toEqual([
      "drafting",
      "accepting",
      "reviewing",
    ]);
    const sendBack = action(signing, "send-back")!;
    expect(missingInputs(sendBack, { opinion: "面积不符" }).map(({ code }) => code)).toEqual(["target-missing"]);
    expect(missingInputs(sendBack, { opinion: "面积不符", to: "approved" }).map(({ code }) => code)).toEqual([
      "target-missing",
    ]);
    expect(missingInputs(sendBack, { opinion: "面积不符", to: "drafting" })).toEqual([]);
  });

  test("the path is cut there and its time limit begins anew", () => {
    const back = take(signing, "send-back", "2026-11-10", { to: "accepting" });
    expect(back.path.map(({ state }) => state)).toEqual(["drafting", "accepting"]);
    expect(due(back)).toBe("2026-11-17");
  });

  test("one that comes back skips the steps between, and only then", () => {
    const back = take(signing, "ask-again", "2026-11-10", { by: zhao.id });
    expect(action(back, "accept")?.targets.map(({ state }) => state)).toEqual(["signing"]);
    const again = take(back, "accept", "2026-11-11");
    expect(again.path.map(({ state }) => state)).toEqual(["drafting", "accepting", "reviewing", "signing"]);
    expect(again.comesBack).toBeNull();
    expect(currentState(take(back, "send-back", "2026-11-11", { to: "drafting" }))).toBe("drafting");
  });
});

describe("撤回", () => {
  test("by who sent it, while nobody has acted", () => {
    expect(blocks(accepting, "take-back", li)).toEqual([]);
    expect(blocks(accepting, "take-back", wang)).toEqual(["not-withdrawable"]);
    const handedOver = take(accepting, "hand-over", "2026-11-03", { person: wang });
    expect(blocks(handedOver, "take-back", li)).toEqual(["not-withdrawable"]);
    const urged = take(accepting, "hurry", "2026-11-03", { by: li.id });
    expect(blocks(urged, "take-back", li)).toEqual([]);
    const back = take(accepting, "take-back", "2026-11-03", { by: li.id });
    expect(back.path).toEqual(drafting.path);
  });
});

describe("转办 and 加签", () => {
  test("only the assignee goes on; others may take it over or urge", () => {
    const handedOver = take(reviewing, "hand-over", "2026-11-05", { person: zhao });
    expect(blocks(handedOver, "demand-supplement", wang)).toEqual(["assigned-to-other"]);
    expect(action(handedOver, "propose", wang)?.blockedBy[0]?.zh).toBe("已转由赵领导办理");
    expect(blocks(handedOver, "propose", zhao)).toEqual([]);
    expect(blocks(handedOver, "hand-over", wang)).toEqual([]);
    expect(blocks(handedOver, "hurry", wang)).toEqual([]);
    expect(take(handedOver, "propose", "2026-11-06", { by: zhao.id }).assignee).toBeNull();
  });

  test("it does not advance before every signer has given an opinion", () => {
    const asked = take(take(reviewing, "ask-opinion", "2026-11-05", { person: zhao }), "ask-opinion", "2026-11-05", {
      person: li,
    });
    expect(action(asked, "propose")?.blockedBy[0]?.zh).toBe("等待赵领导、李申请的加签意见");
    expect(
      allowedActions(sampleWorkflow, asked, { userId: zhao.id, permissions: [] }, ready).map(({ id }) => id),
    ).toEqual(["sign"]);
    const half = positionAfterSigning(asked, zhao);
    expect(blocks(half, "propose")).toEqual(["signers-missing"]);
    expect(actionsOf(half, zhao).some(({ id }) => id === "sign")).toBe(false);
    const whole = positionAfterSigning(half, li);
    expect(blocks(whole, "propose")).toEqual([]);
    expect(take(whole, "propose", "2026-11-06").signers).toEqual([]);
  });

  test("both ask for a person", () => {
    expect(missingInputs(action(reviewing, "ask-opinion")!, {}).map(({ code }) => code)).toEqual(["person-missing"]);
    expect(() => take(reviewing, "hand-over", "2026-11-05")).toThrow("needs a person");
  });
});

test("a time limit is extended once, with a reason", () => {
  const longer = take(reviewing, "lengthen", "2026-11-12", { by: zhao.id });
  expect(due(longer)).toBe("2026-12-02");
  expect(blocks(longer, "lengthen", zhao)).toEqual(["extended-already"]);
  expect(action(reviewing, "lengthen")).toMatchObject({ needsOpinion: true, blockedBy: [] });
});

test("whatever is pressed in whatever order, the record is in a declared state and no more than one clock stands", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 40 }), (choices) => {
      let position = firstPosition(sampleWorkflow, "2026-11-02");
      let today: Day = "2026-11-02";
      for (const choice of choices) {
        today = addCalendarDays(today, choice % 3);
        const free = actionsOf(position).filter(({ blockedBy }) => blockedBy.length === 0);
        if (free.length === 0) break;
        const chosen = free[choice % free.length]!;
        const to = chosen.targets[choice % (chosen.targets.length || 1)]?.state;
        position =
          chosen.kind === "sign"
            ? positionAfterSigning(position, wang)
            : take(position, chosen.id, today, { person: wang, ...(to === undefined ? {} : { to }) });
        expect(Object.keys(sampleWorkflow.states)).toContain(currentState(position));
        expect(new Set(position.path.map(({ state }) => state)).size).toBe(position.path.length);
        const standing = Object.values(position.clocks).filter(isPaused);
        if (currentState(position) === "supplementing") expect(standing.length).toBe(1);
        expect(position).toEqual(JSON.parse(JSON.stringify(position)));
      }
    }),
  );
});

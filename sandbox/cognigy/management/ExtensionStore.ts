/** The Extensions of a Project, and the tasks that install them: an upload is answered before it is looked at. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LoadedExtension, loadExtension } from "../loadExtension";
import type { Platform } from "../Platform";
import { createId } from "./createId";
import { ManagementRefusal } from "./ManagementRefusal";

export interface InstalledExtension {
  _id: string;
  name: string;
  label: string;
  version: string;
  trustedCode: boolean;
}

export interface ManagementTask {
  _id: string;
  name: "uploadExtension" | "updateExtension";
  data: Record<string, never>;
  status: "queued" | "active" | "done" | "error";
  currentStep: number;
  totalStep: number;
  failReason: string;
}

export class ExtensionStore {
  readonly installed: InstalledExtension[] = [];
  readonly tasks = new Map<string, ManagementTask>();
  private readonly loaded: LoadedExtension[] = [];

  constructor(
    private readonly platform: Platform,
    private readonly holdsTasks: () => boolean,
    /** A package was installed or updated. */
    private readonly installedNow: () => void,
  ) {}

  remove(extension: InstalledExtension): void {
    this.installed.splice(this.installed.indexOf(extension), 1);
  }

  add({ name, version, label = name }: { name: string; version: string; label?: string }): void {
    this.installed.push({ _id: createId(), name, label, version, trustedCode: false });
  }

  upload(file: Uint8Array): ManagementTask {
    return this.start("uploadExtension", file, (extension) => {
      if (this.installed.some(({ name }) => name === extension.name)) {
        throw new Error(`An Extension with the name "${extension.name}" already exists.`);
      }
      this.add(extension);
    });
  }

  update(id: string, file: Uint8Array): ManagementTask {
    const target = this.installed.find(({ _id }) => _id === id);
    if (!target) {
      throw new ManagementRefusal(404, `The Extension "${id}" was not found.`);
    }
    return this.start("updateExtension", file, ({ name, version }) => {
      if (name !== target.name) {
        throw new Error(`The package is "${name}" and not "${target.name}".`);
      }
      target.version = version;
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.loaded.map((extension) => extension.close()));
  }

  private start(
    name: ManagementTask["name"],
    file: Uint8Array,
    install: (extension: LoadedExtension) => void,
  ): ManagementTask {
    const task: ManagementTask = {
      _id: createId(),
      name,
      data: {},
      status: "queued",
      currentStep: 0,
      totalStep: 1,
      failReason: "",
    };
    this.tasks.set(task._id, task);
    if (!this.holdsTasks()) {
      void this.platform.pending.track(this.carryOut(task, file, install));
    }
    return { ...task };
  }

  private async carryOut(
    task: ManagementTask,
    file: Uint8Array,
    install: (extension: LoadedExtension) => void,
  ): Promise<void> {
    task.status = "active";
    const folder = await mkdtemp(join(tmpdir(), "cognigy-upload-"));
    try {
      const tarball = join(folder, "extension.tar.gz");
      await writeFile(tarball, file);
      const extension = await loadExtension(tarball);
      this.loaded.push(extension);
      install(extension);
      this.use(extension);
      this.installedNow();
      task.currentStep = 1;
      task.status = "done";
    } catch (error) {
      task.failReason = error instanceof Error ? error.message : String(error);
      task.status = "error";
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Flows run the new code from their next node on. */
  private use(extension: LoadedExtension): void {
    const { platform } = this;
    if (platform.extension === undefined || platform.extension.name === extension.name) {
      platform.extension = extension;
    }
  }
}

/** Shell completion, generated from the program's commands. */

import type { Command, Option } from "commander";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export function addCompletion(program: Command): void {
  const command = program
    .command("completion")
    .description("print a shell's completion script")
    .addArgument(program.createArgument("<shell>", "the shell").choices(shells))
    .addHelpText(
      "after",
      `
Examples:
  $ lapor completion bash > /etc/bash_completion.d/lapor
  $ lapor completion zsh > "\${fpath[1]}/_lapor"
  $ lapor completion fish > ~/.config/fish/completions/lapor.fish`,
    );
  command.action((shell: Shell) => console.log(shell === "fish" ? fish(program) : bash(program, shell)));
}

/** Words that may follow each command path, for example `people` → `list`, `assign`, …. */
function wordsAfter(program: Command): Map<string, string[]> {
  const words = new Map<string, string[]>();
  const visit = (command: Command, path: string) => {
    const help = command.createHelp();
    const commands = help.visibleCommands(command).filter((shown) => shown.name() !== "help");
    const options = help.visibleOptions(command).map((option: Option) => option.long ?? "");
    words.set(path, [...commands.map((subcommand) => subcommand.name()), ...options]);
    for (const child of commands) visit(child, path === "" ? child.name() : `${path} ${child.name()}`);
  };
  visit(program, "");
  return words;
}

/** zsh runs the script of bash through its own emulation. */
function bash(program: Command, shell: Exclude<Shell, "fish">): string {
  const cases = [...wordsAfter(program)].map(
    ([path, words]) => `    "${path}") words="${words.join(" ")}" ;;`,
  );
  return `${shell === "zsh" ? "#compdef lapor\nautoload -U +X bashcompinit && bashcompinit\n" : ""}_lapor() {
  local path="" words="" word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [[ $word == -* ]] || path="\${path:+$path }$word"
  done
  case "$path" in
${cases.join("\n")}
    *) return ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _lapor lapor`;
}

function fish(program: Command): string {
  const lines = [...wordsAfter(program)].map(
    ([path, words]) => `complete -c lapor -f -n '__lapor_after "${path}"' -a '${words.join(" ")}'`,
  );
  return `function __lapor_after
  set -l words (commandline -opc | string match -v -- '-*')
  test "$words[2..]" = "$argv[1]"
end
${lines.join("\n")}`;
}

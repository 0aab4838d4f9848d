#include "cli/manual.h"

#include <fmt/format.h>

#include <CLI/Option.hpp>

namespace bina::cli {
namespace {

using Names = std::vector<std::string>;

std::string joined(Names const& names, std::string_view between) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : std::string(between)) + name;
    return text;
}

/// "{list,add}" in the type of an option: what it may be given.
Names choices_of(CLI::Option const& option) {
    auto const type = option.get_type_name();
    auto const open = type.find('{');
    auto const close = type.find('}', open);
    Names found;
    if (open == type.npos || close == type.npos) return found;
    for (auto at = open + 1; at < close;) {
        auto const end = std::min(type.find(',', at), close);
        found.push_back(type.substr(at, end - at));
        at = end + 1;
    }
    return found;
}

Names flags_of(CLI::Option const& option) {
    Names flags;
    for (auto const& name : option.get_snames()) flags.push_back("-" + name);
    for (auto const& name : option.get_lnames()) flags.push_back("--" + name);
    return flags;
}

bool takes_value(CLI::Option const& option) {
    return option.get_expected_max() > 0;
}

std::vector<CLI::App const*> commands_of(CLI::App const& app) {
    return app.get_subcommands([](CLI::App const* command) { return !command->get_name().empty(); });
}

std::vector<CLI::Option const*> options_of(CLI::App const& app) {
    return app.get_options([](CLI::Option const*) { return true; });
}

/// Troff reads hyphens, backslashes and leading dots in its own way.
std::string troff(std::string_view text) {
    std::string out;
    for (char const c : text) {
        if (c == '\\') out += "\\e";
        if (c == '-') out += "\\-";
        if (c != '\\' && c != '-') out += c;
    }
    return out.starts_with('.') || out.starts_with('\'') ? "\\&" + out : out;
}

std::string value_text(CLI::Option const& option) {
    if (!takes_value(option)) return {};
    auto const choices = choices_of(option);
    return " " + (choices.empty() ? std::string("NILAI") : joined(choices, "|"));
}

void write_option(std::string& page, CLI::Option const& option) {
    auto const flags = flags_of(option);
    auto const name = flags.empty() ? option.get_name() : joined(flags, ", ");
    auto const choices = flags.empty() ? joined(choices_of(option), "|") : std::string();
    page += fmt::format(".TP\n.B {}{}\n", troff(name),
                        troff(flags.empty() ? (choices.empty() ? "" : ": " + choices) : value_text(option)));
    auto text = troff(option.get_description());
    if (option.get_required()) text += text.empty() ? "Wajib." : " (wajib)";
    if (auto const given = option.get_default_str(); !given.empty() && takes_value(option))
        text += fmt::format("{}[{}]", text.empty() ? "" : " ", troff(given));
    page += (text.empty() ? std::string("\\&") : text) + "\n";
}

std::string words_of(CLI::App const& app) {
    Names words;
    for (auto const* option : options_of(app)) {
        for (auto const& flag : flags_of(*option)) words.push_back(flag);
        if (flags_of(*option).empty())
            for (auto const& choice : choices_of(*option)) words.push_back(choice);
    }
    return joined(words, " ");
}

std::string bash(CLI::App const& app) {
    std::string commands;
    std::string cases;
    std::string values;
    for (auto const* command : commands_of(app)) {
        commands += (commands.empty() ? "" : " ") + command->get_name();
        cases += fmt::format("        {}) words=\"{}\" ;;\n", command->get_name(), words_of(*command));
        for (auto const* option : options_of(*command)) {
            auto const flags = flags_of(*option);
            auto const choices = choices_of(*option);
            if (!flags.empty() && !choices.empty())
                values += fmt::format("        {}:{}) words=\"{}\" ;;\n", command->get_name(), flags.back(),
                                      joined(choices, " "));
        }
    }
    return fmt::format(R"(_bina() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}}
    local command=${{COMP_WORDS[1]}} words=
    if [ "$COMP_CWORD" -eq 1 ]; then
        words="{} --help"
    else
        case $command in
{}        esac
        case $command:$before in
{}        *:) ;;
        esac
    fi
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o default -F _bina bina
)",
                       commands, cases, values);
}

/// A description inside single quotes; zsh also reads brackets and colons.
std::string quoted(std::string_view text, std::string_view special) {
    std::string out;
    for (char const c : text) {
        if (c == '\'') out += "'\\''";
        if (special.contains(c)) out += '\\';
        if (c != '\'') out += c;
    }
    return out;
}

std::string zsh(CLI::App const& app) {
    std::string list;
    std::string cases;
    for (auto const* command : commands_of(app)) {
        list +=
            fmt::format("        '{}:{}'\n", command->get_name(), quoted(command->get_description(), ":"));
        cases += fmt::format("    {})\n        _arguments", command->get_name());
        for (auto const* option : options_of(*command)) {
            auto const choices = joined(choices_of(*option), " ");
            auto const value = choices.empty() ? std::string("_files") : "(" + choices + ")";
            auto const text = quoted(option->get_description(), "[]:");
            for (auto const& flag : flags_of(*option))
                cases += fmt::format(" \\\n            '{}[{}]{}'", flag, text,
                                     takes_value(*option) ? ": :" + value : "");
            if (flags_of(*option).empty()) cases += fmt::format(" \\\n            ':{}:{}'", text, value);
        }
        cases += "\n        ;;\n";
    }
    return fmt::format(R"(#compdef bina
_bina() {{
    local -a commands=(
{}    )
    if (( CURRENT == 2 )); then
        _describe perintah commands
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
{}    esac
}}
compdef _bina bina
)",
                       list, cases);
}

std::string fish(CLI::App const& app) {
    std::string script = "complete -c bina -f\n";
    for (auto const* command : commands_of(app)) {
        auto const& name = command->get_name();
        script += fmt::format("complete -c bina -n __fish_use_subcommand -a {} -d '{}'\n", name,
                              quoted(command->get_description(), ""));
        for (auto const* option : options_of(*command)) {
            auto const here = fmt::format("complete -c bina -n '__fish_seen_subcommand_from {}'", name);
            auto const choices = joined(choices_of(*option), " ");
            auto const text = quoted(option->get_description(), "");
            for (auto const& flag : option->get_lnames())
                script += fmt::format("{} -l {}{}{} -d '{}'\n", here, flag, takes_value(*option) ? " -r" : "",
                                      choices.empty() ? "" : " -a '" + choices + "'", text);
            if (flags_of(*option).empty())
                script += choices.empty() ? fmt::format("{} -F\n", here)
                                          : fmt::format("{} -a '{}' -d '{}'\n", here, choices, text);
        }
    }
    return script;
}

}  // namespace

std::string man_page(CLI::App const& app) {
    auto page = fmt::format(
        ".TH BINA 1 \"\" \"Bina {}\" \"\"\n.SH NAMA\nbina \\- {}\n.SH RINGKASAN\n.B bina\n"
        ".I perintah\n[pilihan]\n.SH PERINTAH\n",
        BINA_VERSION, troff(app.get_description()));
    for (auto const* command : commands_of(app)) {
        page += fmt::format(".SS {}\n{}\n", troff(command->get_name()), troff(command->get_description()));
        for (auto const* option : options_of(*command)) write_option(page, *option);
    }
    page +=
        ".SH \"KODE KELUAR\"\n0 berhasil, 1 ditolak atau gagal (dijelaskan di keluaran galat), 2 salah "
        "panggil.\n";
    return page;
}

std::optional<std::string> completion(CLI::App const& app, std::string_view shell) {
    if (shell == "bash") return bash(app);
    if (shell == "zsh") return zsh(app);
    if (shell == "fish") return fish(app);
    return std::nullopt;
}

}  // namespace bina::cli

#include "kbli/embedded.h"

// The assembler takes the files in as they stand.
#define BINA_TABLE(name)                                                          \
    asm(".pushsection .rodata\n"                                                  \
        ".local bina_kbli_" #name "_begin\nbina_kbli_" #name                      \
        "_begin:\n"                                                               \
        ".incbin \"" KBLI_TABLES "/" #name                                        \
        ".txt\"\n"                                                                \
        ".local bina_kbli_" #name "_end\nbina_kbli_" #name                        \
        "_end:\n.byte 0\n"                                                        \
        ".popsection\n");                                                         \
    extern "C" char const bina_kbli_##name##_begin[];                             \
    extern "C" char const bina_kbli_##name##_end[];                               \
    namespace bina::kbli::embedded {                                              \
    std::string_view name() {                                                     \
        auto const* const begin = bina_kbli_##name##_begin;                       \
        return {begin, static_cast<std::size_t>(bina_kbli_##name##_end - begin)}; \
    }                                                                             \
    }

BINA_TABLE(sections)
BINA_TABLE(divisions)
BINA_TABLE(classes)
BINA_TABLE(words)

#include "census/questionnaire.h"

// The assembler takes the file in as it stands.
asm(".pushsection .rodata\n"
    ".local bina_census_questionnaire_begin\nbina_census_questionnaire_begin:\n"
    ".incbin \"" CENSUS_QUESTIONNAIRE
    "\"\n"
    ".local bina_census_questionnaire_end\nbina_census_questionnaire_end:\n.byte 0\n"
    ".popsection\n");
extern "C" char const bina_census_questionnaire_begin[];
extern "C" char const bina_census_questionnaire_end[];

namespace bina::census {

std::string_view default_questionnaire() {
    auto const* const begin = bina_census_questionnaire_begin;
    return {begin, static_cast<std::size_t>(bina_census_questionnaire_end - begin)};
}

}  // namespace bina::census

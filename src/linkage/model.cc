#include "linkage/model.h"

namespace bina::linkage {

Model::Model() {
    for (auto const& each : level_infos)
        weights[static_cast<std::size_t>(each.level)] = log2_tenths(each.m_ppm) - log2_tenths(each.u_ppm);
}

}  // namespace bina::linkage
